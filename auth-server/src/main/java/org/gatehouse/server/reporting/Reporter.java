package org.gatehouse.server.reporting;

import org.gatehouse.server.realm.Realm;

/** The relying app that reports, as its token says it is. */
record Reporter(Realm realm, String client) {

    /** One name for one app; neither part can contain the separator. */
    String name() {
        return realm.name() + "\n" + client;
    }
}
