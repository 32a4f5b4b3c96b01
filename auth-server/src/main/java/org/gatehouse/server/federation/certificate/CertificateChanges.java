package org.gatehouse.server.federation.certificate;

import com.nimbusds.jose.jwk.KeyType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes, uses and removes keys: always part of a transaction that holds the realm, with an entry for each. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CertificateChanges {

    private final ConnectionKeyRows rows;
    private final Trail trail;
    private final Clock clock;

    CertificateChanges(ConnectionKeyRows rows, Trail trail, Clock clock) {
        this.rows = rows;
        this.trail = trail;
        this.clock = clock;
    }

    /** Who does it, and by what program. */
    record By(Party actor, @Nullable String client) {}

    /** The first one of a connection, in use at once: there is nothing else to show the provider. */
    void begin(Realm realm, String alias, By by) {
        if (rows.of(realm, alias).isEmpty()) {
            make(realm, alias, true, by);
        }
    }

    /** One that waits until somebody has uploaded it; others that are not in use go. */
    void renew(Realm realm, String alias, By by) {
        rows.of(realm, alias).stream().filter(key -> !key.inUse()).forEach(key -> remove(realm, alias, key, by));
        make(realm, alias, false, by);
    }

    void use(Realm realm, String alias, StoredKey key, By by) {
        rows.use(realm, alias, key.thumbprint());
        record(realm, alias, key.thumbprint(), "certificate-used", by);
    }

    void remove(Realm realm, String alias, StoredKey key, By by) {
        rows.remove(realm, alias, key.thumbprint());
        record(realm, alias, key.thumbprint(), "certificate-removed", by);
    }

    void removeAll(Realm realm, String alias, By by) {
        List<StoredKey> keys = rows.of(realm, alias);
        keys.forEach(key -> remove(realm, alias, key, by));
    }

    Optional<StoredKey> find(Realm realm, String alias, String thumbprint) {
        return rows.of(realm, alias).stream()
                .filter(key -> key.thumbprint().equals(thumbprint))
                .findFirst();
    }

    private void make(Realm realm, String alias, boolean inUse, By by) {
        ConnectionKey key = Certificates.make(realm.name(), alias, clock.instant(), inUse);
        rows.insert(realm, alias, key);
        record(realm, alias, key.thumbprint(), "certificate-made", by);
    }

    private void record(Realm realm, String alias, String thumbprint, String reason, By by) {
        trail.record(trail.event(realm, Activity.KEY_ROTATED, by.client(), null)
                .actor(by.actor())
                .target(Party.object("connection", alias))
                .reason(reason)
                .detail("connection", alias)
                .detail("kid", thumbprint)
                .detail("algorithm", KeyType.RSA.getValue()));
    }
}
