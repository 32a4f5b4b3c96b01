package org.gatehouse.realm.keycloak;

import static org.gatehouse.realm.keycloak.FileOfRealm.putUnlessEmpty;
import static org.gatehouse.realm.keycloak.FileOfRealm.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.file.common.Nodes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Clients of Keycloak as a realm file says them. */
final class ClientsOfRealm {

    private final ObjectNode client;
    private final JsonNode attributes;
    private final ObjectNode written;

    private ClientsOfRealm(ObjectNode client) {
        this.client = client;
        this.attributes = client.path("attributes");
        this.written = client.objectNode();
    }

    static void write(ObjectNode file, Map<ObjectName, ObjectNode> objects) {
        ArrayNode clients = file.putArray("clients");
        FileOfRealm.all(objects, ObjectKind.CLIENT)
                .filter(client -> text(client, "protocol").equals("openid-connect")) // a file says no other
                .forEach(client -> {
                    String id = text(client, "clientId");
                    boolean pairwise = objects.containsKey(
                            new ObjectName(ObjectKind.CLIENT_MAPPER, id + "/" + KeycloakRealm.MARK + "pairwise"));
                    clients.add(new ClientsOfRealm(client).written(pairwise));
                });
    }

    private ObjectNode written(boolean pairwise) {
        written.put("id", text(client, "clientId")).put("kind", kind());
        putUnlessEmpty(written, "displayName", text(client, "name"));
        written.set(
                "redirectUris",
                client.path("redirectUris").isArray() ? client.path("redirectUris") : client.arrayNode());
        writePostLogout();
        putUnlessEmpty(written, "backchannelLogoutUri", attribute("backchannel.logout.url"));
        putUnlessEmpty(written, "frontchannelLogoutUri", attribute("frontchannel.logout.url"));
        writeAuthentication();
        written.set("scopes", Nodes.texts(scopes()));
        written.put("consent", client.path("consentRequired").asBoolean(false))
                .put(
                        "pkce",
                        attribute("pkce.code.challenge.method").isEmpty() && !isPublic() ? "optional" : "required");
        putUnlessEmpty(written, "idTokenAlg", attribute("id.token.signed.response.alg"));
        writeGrants();
        if (!attribute(KeycloakRealm.MARK + "profile").isEmpty()) {
            written.put("profile", "fapi2");
        }
        if (is("dpop.bound.access.tokens")) {
            written.put("dpop", true);
        }
        if (pairwise) {
            written.put("subjectType", "pairwise");
        }
        return written;
    }

    private String kind() {
        String marked = attribute(MobileSessions.KIND);
        if (!marked.isEmpty()) {
            return marked;
        }
        boolean noPeople = !client.path("standardFlowEnabled").asBoolean(false);
        return noPeople && client.path("serviceAccountsEnabled").asBoolean(false) ? "service" : "web";
    }

    private void writePostLogout() {
        String uris = attribute("post.logout.redirect.uris");
        if (!uris.isEmpty() && !uris.equals("-")) {
            written.set("postLogoutRedirectUris", Nodes.texts(List.of(uris.split("##"))));
        }
    }

    private void writeAuthentication() {
        String kind = text(client, "clientAuthenticatorType");
        if (isPublic()) {
            written.put("authMethod", "none");
        } else if (kind.equals("client-jwt")) {
            written.put("authMethod", "private_key_jwt");
            if (is("use.jwks.string")) {
                written.set("jwks", JsonMapper.shared().readTree(attribute("jwks.string")));
            } else {
                putUnlessEmpty(written, "jwksUri", attribute("jwks.url"));
            }
        } else {
            putUnlessEmpty(written, "authMethod", attribute("client.secret.authentication.allowed.method"));
            String kept = attribute(KeycloakRealm.MARK + "secret");
            written.put("secret", kept.isEmpty() ? "generated" : kept);
        }
    }

    private List<String> scopes() {
        List<String> scopes = new ArrayList<>();
        if (!kind().equals("service")) {
            scopes.add("openid");
        }
        client.path("optionalClientScopes")
                .valueStream()
                .map(JsonNode::asString)
                .filter(scope -> !scope.equals(Scopes.OFFLINE) && !scope.equals("microprofile-jwt"))
                .forEach(scopes::add);
        return scopes;
    }

    private void writeGrants() {
        List<String> grants = new ArrayList<>();
        addIf(client.path("standardFlowEnabled").asBoolean(false), grants, "authorization_code");
        boolean people =
                client.path("standardFlowEnabled").asBoolean(false) || is("oauth2.device.authorization.grant.enabled");
        addIf(people && !attribute("use.refresh.tokens").equals("false"), grants, "refresh_token");
        addIf(client.path("serviceAccountsEnabled").asBoolean(false), grants, "client_credentials");
        addIf(is("oauth2.device.authorization.grant.enabled"), grants, "device_code");
        addIf(is("standard.token.exchange.enabled"), grants, "token_exchange");
        written.set("grants", Nodes.texts(grants));
    }

    private static void addIf(boolean said, List<String> grants, String grant) {
        if (said) {
            grants.add(grant);
        }
    }

    private boolean isPublic() {
        return client.path("publicClient").asBoolean(false);
    }

    private boolean is(String name) {
        return attribute(name).equals("true");
    }

    private String attribute(String name) {
        return text(attributes, name);
    }
}
