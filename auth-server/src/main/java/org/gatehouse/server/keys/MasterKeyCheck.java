package org.gatehouse.server.keys;

import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.realm.AfterRealmsLoaded;
import org.gatehouse.server.realm.Realms;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Refuses to start with another master key than the one this database was made with: nothing stored would open, and what
 * is written meanwhile would not open later.
 */
@Component
@Order(0) // before anything is written under the key
class MasterKeyCheck implements AfterRealmsLoaded {

    private final Realms realms;
    private final SigningKeys keys;

    MasterKeyCheck(Realms realms, SigningKeys keys) {
        this.realms = realms;
        this.keys = keys;
    }

    @Override
    public void realmsLoaded() {
        try {
            realms.all().stream().findFirst().ifPresent(keys::keys);
        } catch (IllegalStateException ex) {
            throw new StartRefusedException(
                    "The master key is not the one this database was made with. Set GATEHOUSE_MASTER_KEY to that one, or"
                            + " name the data directory that holds it with --data.",
                    ex);
        }
    }
}
