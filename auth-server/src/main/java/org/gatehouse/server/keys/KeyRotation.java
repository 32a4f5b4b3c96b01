package org.gatehouse.server.keys;

import com.nimbusds.jose.jwk.JWK;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Makes, replaces and removes keys: always part of a transaction that holds the realm, with an entry for each. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class KeyRotation {

    /**
     * A key is published so long before it signs: as long as anybody may keep the published keys without asking again,
     * and far longer than a node needs to hear of it.
     */
    static final Duration LEAD = Duration.ofHours(1);

    private final SigningKeyRows rows;
    private final SigningKeys keys;
    private final Trail trail;
    private final Clock clock;

    KeyRotation(SigningKeyRows rows, SigningKeys keys, Trail trail, Clock clock) {
        this.rows = rows;
        this.keys = keys;
        this.trail = trail;
        this.clock = clock;
    }

    /** Whether there is something {@link #upkeep} would do. */
    boolean isDue(Realm realm) {
        KeyRing ring = keys.ring(realm);
        return Arrays.stream(KeyAlgorithm.values())
                        .anyMatch(algorithm -> !ring.has(algorithm) || isOld(realm, ring, algorithm))
                || !gone(ring).isEmpty();
    }

    /** Makes the keys that are missing, replaces the old ones, removes those nothing needs. */
    void upkeep(Realm realm) {
        KeyRing ring = keys.ring(realm);
        complete(realm, ring);
        Arrays.stream(KeyAlgorithm.values())
                .filter(algorithm -> ring.has(algorithm) && isOld(realm, ring, algorithm))
                .forEach(algorithm -> publish(
                        realm, algorithm.generate(), algorithm, clock.instant().plus(LEAD), system()));
        gone(ring).forEach(key -> remove(realm, key));
    }

    /** Makes the keys a realm does not have; nothing can be signed with their algorithms yet, so they sign at once. */
    void complete(Realm realm, KeyRing ring) {
        List<KeyAlgorithm> missing = Arrays.stream(KeyAlgorithm.values())
                .filter(algorithm -> !ring.has(algorithm))
                .toList();
        List<JWK> made = missing.parallelStream().map(KeyAlgorithm::generate).toList(); // RSA takes its time
        for (int i = 0; i < made.size(); i++) {
            publish(realm, made.get(i), missing.get(i), clock.instant(), system());
        }
    }

    /** Publishes the key that will take over from the one that signs; nothing when one waits already. */
    void replace(Realm realm, KeyAlgorithm algorithm, Party actor) {
        if (keys.ring(realm).waiting(algorithm, clock.instant()).isEmpty()) {
            publish(realm, algorithm.generate(), algorithm, clock.instant().plus(LEAD), actor);
        }
    }

    /** Nothing signed with it is good from now on. Another signs at once: the one that waited for it, or a new one. */
    void revoke(Realm realm, SigningKey key, Party actor) {
        Instant now = clock.instant();
        rows.revoke(realm, key, now);
        record(realm, key, actor, "key-compromised");
        KeyRing left = keys.ring(realm);
        Optional<SigningKey> next = left.signing(key.algorithm(), now);
        if (next.isEmpty()) {
            publish(realm, key.algorithm().generate(), key.algorithm(), now, actor);
        } else if (next.get().signsFrom().isAfter(now)) {
            rows.signFrom(realm, next.get(), now);
        }
        forgetAfterwards(realm);
    }

    private void publish(Realm realm, JWK jwk, KeyAlgorithm algorithm, Instant signsFrom, Party actor) {
        SigningKey key = new SigningKey(algorithm, jwk, clock.instant(), signsFrom, null);
        rows.insert(realm, key);
        record(realm, key, actor, "key-published");
        forgetAfterwards(realm);
    }

    private void remove(Realm realm, SigningKey key) {
        rows.remove(realm, key);
        record(realm, key, system(), "key-removed");
        forgetAfterwards(realm);
    }

    /** The one that follows is published early enough to take over when the time is up. */
    private boolean isOld(Realm realm, KeyRing ring, KeyAlgorithm algorithm) {
        Instant now = clock.instant();
        Duration interval = realm.definition().tokens().keys().rotation();
        return ring.waiting(algorithm, now).isEmpty()
                && ring.signing(algorithm, now)
                        .filter(key ->
                                !now.isBefore(key.signsFrom().plus(interval).minus(LEAD)))
                        .isPresent();
    }

    private List<SigningKey> gone(KeyRing ring) {
        return ring.keys().stream()
                .filter(key -> ring.state(key, clock.instant()) == KeyState.GONE)
                .toList();
    }

    private void record(Realm realm, SigningKey key, Party actor, String reason) {
        trail.record(trail.event(realm, Activity.KEY_ROTATED)
                .actor(actor)
                .target(Party.realm(realm.name()))
                .reason(reason)
                .detail("kid", key.kid())
                .detail("algorithm", key.algorithm().code()));
    }

    private void forgetAfterwards(Realm realm) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                keys.forget(realm);
            }
        });
    }

    private static Party system() {
        return Party.system();
    }
}
