package org.gatehouse.server.keys;

import java.nio.file.Path;
import org.gatehouse.server.realm.NewRealmStep;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Gives a new realm its signing keys, one per algorithm a client may be registered with. */
@Component
class RealmKeyStep implements NewRealmStep {

    private final KeyRotation rotation;
    private final SigningKeys keys;

    RealmKeyStep(KeyRotation rotation, SigningKeys keys) {
        this.rotation = rotation;
        this.keys = keys;
    }

    @Override
    public void complete(Realm realm, Path file) {
        rotation.complete(realm, keys.ring(realm));
    }
}
