package org.gatehouse.server.keys;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What administrators see of their realm's keys and do with them. */
@Component
@Transactional
public class RealmKeys {

    private final SigningKeyRows rows;
    private final SigningKeys keys;
    private final KeyRotation rotation;
    private final Attempts attempts;
    private final Clock clock;

    RealmKeys(SigningKeyRows rows, SigningKeys keys, KeyRotation rotation, Attempts attempts, Clock clock) {
        this.rows = rows;
        this.keys = keys;
        this.rotation = rotation;
        this.attempts = attempts;
        this.clock = clock;
    }

    /**
     * A key, without what it is made of.
     *
     * @param endsAt when nothing it signed can be presented any more; null while no other key follows it
     */
    public record View(
            String kid,
            KeyAlgorithm algorithm,
            KeyState state,
            Instant publishedAt,
            Instant signsFrom,
            @Nullable Instant endsAt) {}

    /** In the order in which they begin to sign. */
    @Transactional(readOnly = true)
    public List<View> of(Actor actor) {
        actor.require(Permission.REALM_READ);
        return views(actor.realm());
    }

    /**
     * Publishes a key that takes over in an hour. Where one waits to do so already, that one is it.
     *
     * @param algorithm null for all
     */
    public List<View> rotate(Actor actor, @Nullable KeyAlgorithm algorithm) {
        attempts.run(actor, Activity.KEY_ROTATED, event -> event.target(realm(actor)), () -> {
            actor.require(Permission.REALM_WRITE);
            rows.lock(actor.realm());
            Arrays.stream(KeyAlgorithm.values())
                    .filter(one -> algorithm == null || one == algorithm)
                    .forEach(one -> rotation.replace(actor.realm(), one, actor.party()));
        });
        return views(actor.realm());
    }

    /**
     * Takes a key out of use at once, because somebody else may have it: nothing signed with it verifies any more, here
     * from now on and on other nodes within five seconds. Sessions and refresh tokens are not signed and go on, so apps
     * get new tokens with their next refresh.
     *
     * @return false when the realm has no such key, or it is out of use already
     */
    public boolean revoke(Actor actor, String kid) {
        return attempts.make(actor, Activity.KEY_ROTATED, event -> event.target(realm(actor)), () -> {
            actor.require(Permission.REALM_WRITE);
            rows.lock(actor.realm());
            Optional<SigningKey> key = keys.ring(actor.realm()).find(kid).filter(found -> !found.isRevoked());
            key.ifPresent(found -> rotation.revoke(actor.realm(), found, actor.party()));
            return key.isPresent();
        });
    }

    private List<View> views(Realm realm) {
        KeyRing ring = keys.ring(realm);
        Instant now = clock.instant();
        return ring.keys().stream().map(key -> view(ring, key, now)).toList();
    }

    private static View view(KeyRing ring, SigningKey key, Instant now) {
        Instant end = ring.endOf(key);
        return new View(
                key.kid(),
                key.algorithm(),
                ring.state(key, now),
                key.publishedAt(),
                key.signsFrom(),
                end.equals(Instant.MAX) ? null : end);
    }

    private static Party realm(Actor actor) {
        return Party.realm(actor.realm().name());
    }
}
