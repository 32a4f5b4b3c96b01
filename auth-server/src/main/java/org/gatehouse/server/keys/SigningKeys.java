package org.gatehouse.server.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** The signing keys of all realms, private parts included; only {@link #publicKeys} may leave the service. */
@Component
public class SigningKeys {

    /** A key another node has made, or revoked, is believed here after at most this long. */
    static final Duration FRESHNESS = Duration.ofSeconds(5);

    /** A token that ends this very moment, and clocks that differ a little. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final SigningKeyRows rows;
    private final Clock clock;
    private final Cache<Integer, KnownKeys> byRealm = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(FRESHNESS)
            .build();

    SigningKeys(SigningKeyRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** All of a realm's keys that verify: the first of an algorithm signs. */
    public JWKSet keys(Realm realm) {
        return known(realm).at(clock.instant()).usable();
    }

    /** What the realm's tokens are checked with, and what its {@code jwks_uri} shows. */
    public JWKSet publicKeys(Realm realm) {
        return known(realm).at(clock.instant()).published();
    }

    /** As the database has them now, with the revoked. */
    KeyRing ring(Realm realm) {
        return new KeyRing(rows.of(realm), lifetime(realm));
    }

    private KnownKeys known(Realm realm) {
        return byRealm.get(realm.id(), id -> new KnownKeys(ring(realm)));
    }

    void forget(Realm realm) {
        byRealm.invalidate(realm.id());
    }

    /** An ID token is a hint as long as the sign-in it tells of lasts; access tokens are shorter, whatever a file says. */
    static Duration lifetime(Realm realm) {
        TokenLifetimes lifetimes = realm.definition().tokens();
        return Stream.of(lifetimes.web().session(), lifetimes.mobile().session(), TokenLifetimes.LONGEST_ACCESS)
                .max(Duration::compareTo)
                .orElseThrow()
                .plus(MARGIN);
    }
}
