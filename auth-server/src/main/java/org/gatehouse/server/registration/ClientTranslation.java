package org.gatehouse.server.registration;

import java.util.List;
import java.util.Map;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.file.ClientFiles;
import org.gatehouse.realm.file.RealmFileException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes metadata as a realm file would have the client, and reads it by the realm file's rules: there is no second copy
 * of these, and what this version does not enforce nobody can register.
 */
final class ClientTranslation {

    /** Where the value is taken as it is. */
    private static final Map<String, String> SAME = Map.of(
            "client_name", "displayName",
            "post_logout_redirect_uris", "postLogoutRedirectUris",
            "token_endpoint_auth_method", "authMethod",
            "grant_types", "grants",
            "id_token_signed_response_alg", "idTokenAlg",
            "introspection_signed_response_alg", "introspectionAlg",
            "backchannel_logout_uri", "backchannelLogoutUri",
            "frontchannel_logout_uri", "frontchannelLogoutUri",
            "jwks_uri", "jwksUri");

    /** Members of a key that say nothing about the key itself, and that many a library adds. */
    private static final List<String> BESIDE_THE_KEY = List.of("x5t", "x5u", "iat", "nbf", "exp", "ext");

    private static final String UNSAFE = "[^ !#-\\[\\]-~]";

    private ClientTranslation() {}

    /** @throws RegistrationException when the rules of the realm file refuse it */
    static ClientDefinition of(String clientId, ObjectNode metadata) {
        try {
            return ClientFiles.read(file(clientId, metadata));
        } catch (RealmFileException ex) {
            throw refusal(ex.findings().get(0));
        }
    }

    private static ObjectNode file(String clientId, ObjectNode metadata) {
        boolean isNative = MetadataPolicy.isNative(metadata);
        ObjectNode client = metadata.objectNode().put("id", clientId).put("kind", isNative ? "mobile" : "web");
        client.set("redirectUris", metadata.path("redirect_uris"));
        SAME.forEach((from, to) -> {
            if (metadata.has(from)) {
                client.set(to, metadata.get(from));
            }
        });
        ArrayNode scopes = client.putArray("scopes");
        List.of(metadata.path("scope").asString().split(" ")).forEach(scopes::add);
        client.put("consent", true); // nobody vouches for it but its own words
        credentials(client, metadata);
        copyUnless("public", "subject_type", "subjectType", metadata, client);
        if (metadata.path("dpop_bound_access_tokens").asBoolean(false)) {
            client.put("dpop", true);
        }
        return client;
    }

    /** Unchanged OpenID clients with a secret send no code challenge; one without a secret must (RFC 9700). */
    private static void credentials(ObjectNode client, ObjectNode metadata) {
        String method = metadata.path("token_endpoint_auth_method").asString();
        if (method.startsWith("client_secret_")) {
            client.put("secret", "generated");
        }
        if (!method.equals("none")) {
            client.put("pkce", "optional");
        }
        if (metadata.has("jwks")) {
            client.set("jwks", keys(metadata.path("jwks")));
        }
    }

    private static JsonNode keys(JsonNode sent) {
        JsonNode keys = sent.deepCopy();
        keys.path("keys").forEach(key -> {
            if (key instanceof ObjectNode members) {
                members.remove(BESIDE_THE_KEY);
            }
        });
        return keys;
    }

    private static void copyUnless(String usual, String from, String to, ObjectNode metadata, ObjectNode client) {
        String value = metadata.path(from).asString(usual);
        if (!value.equals(usual)) {
            client.put(to, value);
        }
    }

    /** A description has the characters RFC 6749 section 5.2 allows. */
    private static RegistrationException refusal(Finding finding) {
        String where = finding.file().substring(finding.file().lastIndexOf("/clients/0") + "/clients/0".length());
        String text = finding.message().replace('`', '\'').replaceAll(UNSAFE, "?");
        return where.startsWith("/redirectUris") || where.startsWith("/postLogoutRedirectUris")
                ? RegistrationException.redirectUri(text)
                : RegistrationException.metadata(text);
    }
}
