package org.gatehouse.server.keys;

import java.nio.file.Path;
import org.gatehouse.server.realm.NewRealmStep;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Gives a new realm its signing keys. */
@Component
class RealmKeyStep implements NewRealmStep {

    private final SigningKeys keys;

    RealmKeyStep(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public void complete(Realm realm, Path file) {
        keys.createFor(realm);
    }
}
