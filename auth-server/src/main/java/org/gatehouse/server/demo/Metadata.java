package org.gatehouse.server.demo;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a realm says about itself (OpenID Connect Discovery 1.0), and all this app knows about its endpoints. */
record Metadata(
        String issuer,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI jwksUri,
        @Nullable URI userinfoEndpoint,
        @Nullable URI revocationEndpoint,
        @Nullable URI introspectionEndpoint,
        @Nullable URI endSessionEndpoint,
        boolean namesIssuerInAnswer) {

    static Metadata of(Map<String, Object> document, String expectedIssuer) {
        if (!expectedIssuer.equals(document.get("issuer"))) {
            throw new DemoProblem("metadata-issuer"); // Discovery 4.3: or one realm could speak for another
        }
        return new Metadata(
                expectedIssuer,
                required(document, "authorization_endpoint"),
                required(document, "token_endpoint"),
                required(document, "jwks_uri"),
                optional(document, "userinfo_endpoint"),
                optional(document, "revocation_endpoint"),
                optional(document, "introspection_endpoint"),
                optional(document, "end_session_endpoint"),
                Boolean.TRUE.equals(document.get("authorization_response_iss_parameter_supported")));
    }

    private static URI required(Map<String, Object> document, String name) {
        URI endpoint = optional(document, name);
        if (endpoint == null) {
            throw new DemoProblem("metadata", name);
        }
        return endpoint;
    }

    private static @Nullable URI optional(Map<String, Object> document, String name) {
        try {
            return document.get(name) instanceof String address ? URI.create(address) : null;
        } catch (IllegalArgumentException malformed) {
            throw new DemoProblem("metadata", name);
        }
    }
}
