package org.gatehouse.realm.keycloak;

import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.client.ClientProfile;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * FAPI 2.0 as Keycloak's client policies. Keycloak's own profile would also turn on consent, which the realm file decides, so
 * the profiles are ours; the executors are Keycloak's. Its executor for addresses is left out: it knows no client without post
 * logout redirect URIs, and the realm file asks for HTTPS itself.
 */
final class ClientPolicies {

    /** Tokens bound to the client's certificate. */
    static final String FAPI2_MTLS = "fapi2-mtls";

    /** Tokens bound to a key of the client's. */
    static final String FAPI2_DPOP = "fapi2-dpop";

    private static final String EXECUTORS = """
            [{"executor":"confidential-client","configuration":{}},
             {"executor":"secure-client-authenticator","configuration":{"allowed-client-authenticators":["client-jwt","client-x509"],"default-client-authenticator":"client-jwt"}},
             {"executor":"secure-signature-algorithm","configuration":{"default-algorithm":"PS256"}},
             {"executor":"secure-signature-algorithm-signed-jwt","configuration":{"require-client-assertion":false}},
             {"executor":"reject-implicit-grant","configuration":{"auto-configure":false}},
             {"executor":"pkce-enforcer","configuration":{"auto-configure":false}},
             {"executor":"secure-client-authentication-assertion","configuration":{}},
             {"executor":"secure-par-content","configuration":{}},
             %s]
            """;

    private static final String MTLS = """
            {"executor":"holder-of-key-enforcer","configuration":{"auto-configure":false}}""";

    private static final String DPOP = """
            {"executor":"dpop-bind-enforcer","configuration":{"auto-configure":false,"enforce-authorization-code-binding-to-dpop":false,"allow-only-refresh-token-binding":false}}""";

    private ClientPolicies() {}

    /** The profile a client is held to, as its attribute names it; empty for none. */
    static String of(ClientDefinition client) {
        if (client.features().profile() != ClientProfile.FAPI2) {
            return "";
        }
        return client.features().dpop() ? FAPI2_DPOP : FAPI2_MTLS;
    }

    static String name(String profile) {
        return KeycloakRealm.MARK + profile;
    }

    static ObjectNode profile(String profile) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", name(profile))
                .put("description", "FAPI 2.0 Security Profile, as the realm file asks for it");
        String binding = profile.equals(FAPI2_DPOP) ? DPOP : MTLS;
        node.set("executors", JsonMapper.shared().readTree(EXECUTORS.formatted(binding)));
        return node;
    }

    static ObjectNode policy(String profile) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", name(profile))
                .put("description", "Clients the realm file holds to FAPI 2.0")
                .put("enabled", true);
        ObjectNode condition = node.putArray("conditions").addObject().put("condition", "client-attributes");
        condition
                .putObject("configuration")
                .put("attributes", attribute(profile))
                .put("is-negative-logic", false);
        node.putArray("profiles").add(name(profile));
        return node;
    }

    /** Keycloak keeps a map as a text of JSON. */
    private static String attribute(String profile) {
        ObjectNode pair = JsonNodeFactory.instance
                .objectNode()
                .put("key", KeycloakRealm.MARK + "profile")
                .put("value", profile);
        return JsonNodeFactory.instance.arrayNode().add(pair).toString();
    }
}
