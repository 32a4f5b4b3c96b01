package org.gatehouse.server.registration;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.RedirectUris;
import org.gatehouse.realm.client.RegistrationPolicy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a realm lets a client register, and what is assumed where the client is silent. A client that registers itself
 * signs people in, who are asked each time; it never acts for itself.
 */
final class MetadataPolicy {

    private static final String CODE = "authorization_code";
    private static final Set<String> GRANTS = Set.of(CODE, "refresh_token");

    private final RegistrationPolicy policy;
    private final ObjectNode metadata;

    private MetadataPolicy(RegistrationPolicy policy, ObjectNode metadata) {
        this.policy = policy;
        this.metadata = metadata;
    }

    /** Completes the metadata, or refuses it. */
    static void apply(RegistrationPolicy policy, ObjectNode metadata) {
        new MetadataPolicy(policy, metadata).apply();
    }

    private void apply() {
        checkApplication();
        checkGrants();
        checkScopes();
        checkRedirects("redirect_uris");
        checkRedirects("post_logout_redirect_uris");
        if (metadata.path("redirect_uris").isEmpty()) {
            throw RegistrationException.redirectUri("redirect_uris is missing.");
        }
        for (String name : List.of("jwks_uri", "backchannel_logout_uri", "frontchannel_logout_uri", "client_uri")) {
            if (metadata.has(name) && !isAllowedHost(metadata.path(name).asString())) {
                throw RegistrationException.metadata(name + " is on a host that is not allowed here.");
            }
        }
    }

    /** RFC 8252 section 8.4: a native app keeps no secret, so it has none unless it insists, and then it is refused. */
    private void checkApplication() {
        metadata.put("application_type", metadata.path("application_type").asString("web"));
        if (!Set.of("web", "native").contains(metadata.path("application_type").asString())) {
            throw RegistrationException.metadata("application_type must be web or native.");
        }
        String usual = isNative(metadata) ? "none" : "client_secret_basic";
        metadata.put(
                "token_endpoint_auth_method",
                metadata.path("token_endpoint_auth_method").asString(usual));
    }

    private void checkGrants() {
        List<String> grants = texts("grant_types", CODE);
        if (!GRANTS.containsAll(grants) || !grants.contains(CODE)) {
            throw RegistrationException.metadata(
                    "grant_types must be authorization_code, with refresh_token or without.");
        }
        if (!texts("response_types", "code").equals(List.of("code"))) {
            throw RegistrationException.metadata("response_types must be code.");
        }
    }

    private void checkScopes() {
        Set<String> scopes = new TreeSet<>(Arrays.asList(metadata.path("scope")
                .asString(String.join(" ", policy.scopes()))
                .split(" ")));
        scopes.remove("");
        if (scopes.isEmpty() || !policy.scopes().containsAll(scopes)) {
            throw RegistrationException.metadata("scope may have: " + String.join(" ", policy.scopes()));
        }
        metadata.put("scope", String.join(" ", scopes));
    }

    private void checkRedirects(String name) {
        ClientKind kind = isNative(metadata) ? ClientKind.MOBILE : ClientKind.WEB;
        for (JsonNode uri : metadata.path(name)) {
            RedirectUris.refusal(uri.asString(), kind).ifPresent(why -> {
                throw RegistrationException.redirectUri(why);
            });
            if (kind == ClientKind.WEB && !isHttps(uri.asString())) {
                throw RegistrationException.redirectUri("A redirect URI of a web client uses https.");
            }
            if (isHttps(uri.asString()) && !isAllowedHost(uri.asString())) {
                throw RegistrationException.redirectUri("A redirect URI is on a host that is not allowed here.");
            }
        }
    }

    private boolean isAllowedHost(String uri) {
        String host = URI.create(uri).getHost();
        return policy.redirectHosts().isEmpty()
                || (host != null && policy.redirectHosts().contains(host.toLowerCase(Locale.ROOT)));
    }

    private List<String> texts(String name, String usual) {
        if (metadata.path(name).isEmpty()) {
            metadata.putArray(name).add(usual);
        }
        return metadata.path(name).valueStream().map(JsonNode::asString).toList();
    }

    static boolean isNative(ObjectNode metadata) {
        return "native".equals(metadata.path("application_type").asString());
    }

    private static boolean isHttps(String uri) {
        return uri.toLowerCase(Locale.ROOT).startsWith("https:");
    }
}
