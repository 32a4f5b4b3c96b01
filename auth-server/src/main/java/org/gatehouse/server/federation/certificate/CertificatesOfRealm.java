package org.gatehouse.server.federation.certificate;

import java.nio.file.Path;
import java.util.List;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.server.federation.certificate.CertificateChanges.By;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.NewRealmStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.springframework.stereotype.Component;

/** A connection known by a certificate has one from its first moment, and none is kept of one that is not or goes. */
@Component
class CertificatesOfRealm implements NewRealmStep, ChangedRealmStep {

    private final CertificateChanges changes;

    CertificatesOfRealm(CertificateChanges changes) {
        this.changes = changes;
    }

    @Override
    public void complete(Realm realm, Path file) {
        certified(realm).forEach(alias -> changes.begin(realm, alias, new By(Party.system(), null)));
    }

    @Override
    public void complete(RealmChange change) {
        By by = new By(change.actor(), change.client());
        List<String> after = certified(change.after());
        certified(change.before()).stream()
                .filter(alias -> !after.contains(alias))
                .forEach(alias -> changes.removeAll(change.after(), alias, by));
        after.forEach(alias -> changes.begin(change.after(), alias, by));
    }

    private static List<String> certified(Realm realm) {
        return realm.definition().signIn().connections().stream()
                .filter(connection -> connection.credential() == Credential.CERTIFICATE)
                .map(Connection::alias)
                .toList();
    }
}
