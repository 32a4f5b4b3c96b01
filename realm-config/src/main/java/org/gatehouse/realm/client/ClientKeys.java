package org.gatehouse.realm.client;

import org.jspecify.annotations.Nullable;

/**
 * The public keys of a client; at most one of the two.
 *
 * @param jwks a JWK Set (RFC 7517) as JSON, of public keys only
 * @param jwksUri where the client publishes them
 */
public record ClientKeys(@Nullable String jwks, @Nullable String jwksUri) {

    public static final ClientKeys NONE = new ClientKeys(null, null);

    /** Whether there are any. */
    public boolean isPresent() {
        return jwks != null || jwksUri != null;
    }
}
