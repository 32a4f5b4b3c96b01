package org.gatehouse.server.federation;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a provider describes itself (OpenID Connect Discovery 1.0 section 3), as far as it matters here.
 *
 * @param authMethods it takes at its token endpoint
 * @param assertionAlgorithms with which assertions of its clients may be signed; empty when it does not say
 * @param sendsIssuer whether its answers name it (RFC 9207 section 3)
 * @param userInfo null when it has none
 * @param endSession null when nobody can be sent to sign out there (RP-Initiated Logout 1.0)
 */
public record ProviderMetadata(
        String issuer,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI keys,
        @Nullable URI userInfo,
        @Nullable URI endSession,
        Set<String> authMethods,
        Set<String> assertionAlgorithms,
        boolean sendsIssuer) {

    /** What a provider takes that does not say what it takes (Discovery section 3). */
    private static final Set<String> BY_DEFAULT = Set.of("client_secret_basic");

    /**
     * Reads what was found at an address.
     *
     * @param secure whether that address is https: nothing it names may then be less
     * @throws IllegalArgumentException when it is no such document; the message repeats nothing of it
     */
    static ProviderMetadata parse(String text, boolean secure) {
        try {
            Map<String, Object> json = JSONObjectUtils.parse(text);
            return new ProviderMetadata(
                    text(json, "issuer"),
                    Objects.requireNonNull(address(json, "authorization_endpoint", secure, true)),
                    Objects.requireNonNull(address(json, "token_endpoint", secure, true)),
                    Objects.requireNonNull(address(json, "jwks_uri", secure, true)),
                    address(json, "userinfo_endpoint", secure, false),
                    address(json, "end_session_endpoint", secure, false),
                    texts(json, "token_endpoint_auth_methods_supported", BY_DEFAULT),
                    texts(json, "token_endpoint_auth_signing_alg_values_supported", Set.of()),
                    Boolean.TRUE.equals(json.get("authorization_response_iss_parameter_supported")));
        } catch (ParseException ex) {
            throw new IllegalArgumentException("It is no metadata of a provider.", ex);
        }
    }

    private static String text(Map<String, Object> json, String name) {
        if (json.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException("It has no " + name + ".");
    }

    private static Set<String> texts(Map<String, Object> json, String name, Set<String> otherwise)
            throws ParseException {
        List<String> texts = JSONObjectUtils.getStringList(json, name);
        return texts == null
                ? otherwise
                : texts.stream().filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** People are sent to one of these and secrets to another: never elsewhere than the web, never in clear. */
    private static @Nullable URI address(Map<String, Object> json, String name, boolean secure, boolean required) {
        if (!required && !(json.get(name) instanceof String)) {
            return null;
        }
        try {
            URI address = new URI(text(json, name));
            boolean http = "http".equals(address.getScheme()) && !secure;
            if (address.getHost() != null && (http || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException ex) {
            // same answer as for one that leads elsewhere
        }
        throw new IllegalArgumentException("Its " + name + " is no https address.");
    }
}
