package org.gatehouse.server.trail;

import java.nio.file.Path;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.NewRealmStep;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Writes the first entry of a realm: that it was created. */
@Component
class RealmCreatedStep implements NewRealmStep {

    private final Trail trail;

    RealmCreatedStep(Trail trail) {
        this.trail = trail;
    }

    @Override
    public void complete(Realm realm, Path file) {
        trail.record(trail.event(realm, Activity.REALM_CHANGED)
                .actor(Party.system())
                .target(Party.realm(realm.name()))
                .detail("change", "created"));
    }
}
