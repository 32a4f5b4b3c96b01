package org.gatehouse.server.signin;

import java.util.UUID;
import org.gatehouse.server.realm.Realm;

/** Learns that somebody tries to get into an account too often; a bean of the feature that tells its owner. */
public interface SlowedNotice {

    /**
     * Takes note and returns at once: how long it takes must not say whether there is such an account.
     *
     * @param address from where the last try came
     */
    void slowed(Realm realm, UUID account, String address);
}
