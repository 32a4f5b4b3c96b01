package org.gatehouse.server.keys;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;

/** A realm's keys as this node knows them, sorted anew only when the time has changed what one of them may do. */
final class KnownKeys {

    private final KeyRing ring;
    private volatile Sets latest;

    KnownKeys(KeyRing ring) {
        this.ring = ring;
        this.latest = sets(Instant.EPOCH);
    }

    /**
     * @param usable all that verify, with private parts; the first of an algorithm signs
     * @param from when this was found out
     * @param until it holds
     */
    record Sets(JWKSet usable, JWKSet published, Instant from, Instant until) {}

    Sets at(Instant now) {
        Sets known = latest;
        if (now.isBefore(known.from()) || !now.isBefore(known.until())) {
            known = sets(now);
            latest = known;
        }
        return known;
    }

    private Sets sets(Instant now) {
        JWKSet usable = ring.usable(now);
        return new Sets(usable, usable.toPublicJWKSet(), now, ring.nextChange(now));
    }
}
