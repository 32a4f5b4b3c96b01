package org.gatehouse.server.keys;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of a realm.
 *
 * @param jwk with its private part
 * @param publishedAt when it became part of the realm's published keys
 * @param signsFrom when it begins to sign
 * @param revokedAt since when it counts no more; null when it does
 */
record SigningKey(
        KeyAlgorithm algorithm,
        JWK jwk,
        Instant publishedAt,
        Instant signsFrom,
        @Nullable Instant revokedAt) {

    String kid() {
        return jwk.getKeyID();
    }

    boolean isRevoked() {
        return revokedAt != null;
    }

    boolean signsAt(Instant now) {
        return !isRevoked() && !signsFrom.isAfter(now);
    }
}
