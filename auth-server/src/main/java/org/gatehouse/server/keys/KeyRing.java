package org.gatehouse.server.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of one realm. What a key may do is a question of the time alone, so all nodes agree on it without telling each
 * other: a key that was published an hour ago is known to every node when it begins to sign.
 *
 * @param keys in the order in which they begin to sign
 * @param lifetime how long what a key signed may be presented
 */
record KeyRing(List<SigningKey> keys, Duration lifetime) {

    private static final Comparator<SigningKey> ORDER =
            Comparator.comparing(SigningKey::signsFrom).thenComparing(SigningKey::kid);

    KeyRing {
        keys = keys.stream().sorted(ORDER).toList();
    }

    Optional<SigningKey> find(String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    boolean has(KeyAlgorithm algorithm) {
        return of(algorithm).stream().anyMatch(key -> !key.isRevoked());
    }

    /** The one that signs; should none have begun to, the first that will, because nothing else could. */
    Optional<SigningKey> signing(KeyAlgorithm algorithm, Instant now) {
        List<SigningKey> usable =
                of(algorithm).stream().filter(key -> !key.isRevoked()).toList();
        return usable.stream()
                .filter(key -> key.signsAt(now))
                .reduce((earlier, later) -> later)
                .or(() -> usable.stream().findFirst());
    }

    /** The one that is published and will sign. */
    Optional<SigningKey> waiting(KeyAlgorithm algorithm, Instant now) {
        return of(algorithm).stream()
                .filter(key -> state(key, now) == KeyState.PUBLISHED)
                .findFirst();
    }

    KeyState state(SigningKey key, Instant now) {
        Optional<SigningKey> signing = signing(key.algorithm(), now);
        if (key.isRevoked()) {
            return endOf(key).isAfter(now) ? KeyState.REVOKED : KeyState.GONE;
        }
        if (signing.filter(key::equals).isPresent()) {
            return KeyState.SIGNING;
        }
        if (key.signsFrom().isAfter(now)) {
            return KeyState.PUBLISHED;
        }
        return endOf(key).isAfter(now) ? KeyState.RETIRED : KeyState.GONE;
    }

    /** When nothing the key signed can be presented any more; never, while no other follows it. */
    Instant endOf(SigningKey key) {
        Instant revokedAt = key.revokedAt();
        if (revokedAt != null) {
            return revokedAt.plus(lifetime);
        }
        return of(key.algorithm()).stream()
                .filter(other -> ORDER.compare(other, key) > 0)
                .findFirst()
                .map(next -> next.signsFrom().plus(lifetime))
                .orElse(Instant.MAX);
    }

    /** All that verify, private parts included; the first of an algorithm is the one that signs. */
    JWKSet usable(Instant now) {
        List<JWK> set = new ArrayList<>();
        Arrays.stream(KeyAlgorithm.values())
                .flatMap(algorithm -> signing(algorithm, now).stream())
                .forEach(key -> set.add(key.jwk()));
        keys.stream()
                .filter(key -> verifies(key, now))
                .map(SigningKey::jwk)
                .filter(jwk -> !set.contains(jwk))
                .forEach(set::add);
        return new JWKSet(set);
    }

    /** Until when every key is what it is now. */
    Instant nextChange(Instant now) {
        return keys.stream()
                .flatMap(key -> Stream.of(key.signsFrom(), endOf(key)))
                .filter(time -> time.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private boolean verifies(SigningKey key, Instant now) {
        KeyState state = state(key, now);
        return state == KeyState.PUBLISHED || state == KeyState.SIGNING || state == KeyState.RETIRED;
    }

    private List<SigningKey> of(KeyAlgorithm algorithm) {
        return keys.stream().filter(key -> key.algorithm() == algorithm).toList();
    }
}
