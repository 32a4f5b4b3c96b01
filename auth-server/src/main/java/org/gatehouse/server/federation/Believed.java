package org.gatehouse.server.federation;

import com.nimbusds.jwt.JWTClaimsSet;

/**
 * A provider's answer about which everything is right.
 *
 * @param claims of the ID token
 * @param idToken as it came: personal
 */
record Believed(UpstreamIdentity identity, JWTClaimsSet claims, String idToken) {

    @Override
    public String toString() {
        return "Believed[" + identity.connection() + "]";
    }
}
