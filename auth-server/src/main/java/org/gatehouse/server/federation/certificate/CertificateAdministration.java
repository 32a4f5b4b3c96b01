package org.gatehouse.server.federation.certificate;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.server.directory.Role;
import org.gatehouse.server.federation.certificate.CertificateChanges.By;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What administrators do with the certificates of a connection. A new one waits until somebody has uploaded it at the
 * provider and says so; the one before stays until the next is made, so that there is a way back. It takes all that changing
 * the connection takes: whoever makes and uses them at will leaves it with none that the provider knows.
 */
@Component
@Transactional
public class CertificateAdministration {

    private final ConnectionCertificates certificates;
    private final CertificateChanges changes;
    private final Realms realms;
    private final Attempts attempts;

    CertificateAdministration(
            ConnectionCertificates certificates, CertificateChanges changes, Realms realms, Attempts attempts) {
        this.certificates = certificates;
        this.changes = changes;
        this.realms = realms;
        this.attempts = attempts;
    }

    /**
     * The latest first.
     *
     * @return empty when the realm has no such connection; of one that is not known by a certificate, none
     */
    @Transactional(readOnly = true)
    public Optional<List<CertificateView>> of(Actor actor, String alias) {
        actor.require(Permission.CLIENTS_READ);
        Realm realm = realms.fresh(actor.realm().name());
        return find(realm, alias).map(connection -> certificates.of(realm, connection));
    }

    /** Makes one that waits; false when the realm has no such connection, or it is not known by a certificate. */
    public boolean renew(Actor actor, String alias) {
        return change(actor, alias, (realm, by) -> {
            changes.renew(realm, alias, by);
            return true;
        });
    }

    /**
     * Signs with this one from now on, on all nodes.
     *
     * @return false when there is none such that is not in use, or it does not open
     */
    public boolean use(Actor actor, String alias, String thumbprint) {
        return change(
                actor,
                alias,
                (realm, by) -> unused(realm, alias, thumbprint)
                        .filter(key -> key.key() != null)
                        .map(key -> {
                            changes.use(realm, alias, key, by);
                            return true;
                        })
                        .orElse(false));
    }

    /** Destroys one; false when there is none such that is not in use. */
    public boolean remove(Actor actor, String alias, String thumbprint) {
        return change(
                actor,
                alias,
                (realm, by) -> unused(realm, alias, thumbprint)
                        .map(key -> {
                            changes.remove(realm, alias, key, by);
                            return true;
                        })
                        .orElse(false));
    }

    private Optional<StoredKey> unused(Realm realm, String alias, String thumbprint) {
        return changes.find(realm, alias, thumbprint).filter(key -> !key.inUse());
    }

    private boolean change(Actor actor, String alias, BiPredicate<Realm, By> change) {
        return attempts.make(
                actor,
                Activity.KEY_ROTATED,
                event -> event.target(Attempts.target("connection", party(actor.realm(), alias))),
                () -> {
                    actor.require(Permission.REALM_WRITE);
                    Realm realm = realms.lock(actor.realm().name());
                    actor.requireCovering(realm.definition().permissionsOf(Role.ADMIN)); // as what else changes it
                    return find(realm, alias)
                            .filter(found -> found.credential() == Credential.CERTIFICATE)
                            .filter(found -> change.test(realm, new By(actor.party(), actor.client())))
                            .isPresent();
                });
    }

    private static Optional<Party> party(Realm realm, String alias) {
        return find(realm, alias).map(found -> Party.object("connection", alias));
    }

    private static Optional<Connection> find(Realm realm, String alias) {
        return realm.definition().signIn().connections().stream()
                .filter(connection -> connection.alias().equals(alias))
                .findFirst();
    }
}
