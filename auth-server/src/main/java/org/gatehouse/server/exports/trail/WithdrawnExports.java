package org.gatehouse.server.exports.trail;

import java.util.UUID;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Whoever is erased is in no file still to be fetched: all of the realm's go, since which of them name whom is not kept. */
@Component
class WithdrawnExports implements AccountErasure {

    private final TrailExportRows rows;

    WithdrawnExports(TrailExportRows rows) {
        this.rows = rows;
    }

    @Override
    public void erase(Realm realm, UUID account) {
        rows.lock(realm); // until the person's key is gone nobody orders another
        rows.withdraw(realm, "person-erased");
    }
}
