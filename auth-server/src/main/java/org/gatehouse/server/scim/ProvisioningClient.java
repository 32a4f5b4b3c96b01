package org.gatehouse.server.scim;

import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;

/**
 * A directory that provisions a realm.
 *
 * @param actor whose rights are those of the scope, and no person
 * @param source in whose words external identifiers are
 */
record ProvisioningClient(Actor actor, String source) {

    Realm realm() {
        return actor.realm();
    }
}
