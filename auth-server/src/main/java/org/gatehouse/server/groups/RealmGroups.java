package org.gatehouse.server.groups;

import java.nio.file.Path;
import org.gatehouse.server.realm.NewRealmStep;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Creates a realm file's groups together with the realm. */
@Component
class RealmGroups implements NewRealmStep {

    private final Groups groups;

    RealmGroups(Groups groups) {
        this.groups = groups;
    }

    @Override
    public void complete(Realm realm, Path file) {
        groups.createAll(realm, realm.definition().groups());
    }
}
