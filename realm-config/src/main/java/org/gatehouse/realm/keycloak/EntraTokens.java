package org.gatehouse.realm.keycloak;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Overage;
import org.gatehouse.realm.file.common.Nodes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whose tokens of Microsoft Entra ID are taken in Keycloak: the policy of the extension's mapper, a text of JSON. */
public final class EntraTokens {

    /** The extension's mapper, by which Keycloak knows it. */
    public static final String MAPPER = "gatehouse-entra-id";

    /** What its configuration is under. */
    public static final String CONFIGURATION = "policy";

    /** Stands for the tenant in an issuer. */
    public static final String TENANT = "{tid}";

    /** The claim of a token that lists the authentication contexts it satisfies. */
    static final String CONTEXTS = "acrs";

    /** What people allow by signing in where Microsoft Graph is asked: to read what is known of themselves. */
    static final String PERMISSION = "/User.Read";

    /** Microsoft Graph of each cloud, by the cloud's host; whoever could name another would be sent people's tokens. */
    private static final Map<String, String> GRAPHS = Map.of(
            EntraId.DEFAULT_HOST,
            "https://graph.microsoft.com",
            "login.microsoftonline.us",
            "https://graph.microsoft.us",
            "login.partner.microsoftonline.cn",
            "https://microsoftgraph.chinacloudapi.cn");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private EntraTokens() {}

    static ObjectNode policy(Connection connection, EntraId entra) {
        ObjectNode node = JSON.objectNode()
                .put("issuer", "https://" + entra.host() + "/" + TENANT + "/v2.0")
                .put("any", entra.tenants().any())
                .put("groups", !connection.groups().isEmpty());
        node.set("tenants", Nodes.texts(entra.tenants().ids()));
        node.set(CONTEXTS, Nodes.texts(entra.trustedContexts()));
        if (asksGraph(connection, entra)) {
            node.put("graph", graph(entra));
        }
        return node;
    }

    static boolean asksGraph(Connection connection, EntraId entra) {
        return entra.overage() == Overage.GRAPH && !connection.groups().isEmpty();
    }

    static String permission(EntraId entra) {
        return graph(entra) + PERMISSION;
    }

    private static String graph(EntraId entra) {
        return Objects.requireNonNull(GRAPHS.get(entra.host()), "realm files name known clouds only");
    }

    /** Whether it is the address of Microsoft Graph in one of Microsoft's clouds. */
    public static boolean isGraph(String address) {
        return GRAPHS.containsValue(address);
    }

    /** As factors shown elsewhere are trusted, by claim. */
    public static String trusted(Collection<String> contexts) {
        ObjectNode node = JSON.objectNode();
        node.set(CONTEXTS, Nodes.texts(List.copyOf(contexts)));
        return node.toString();
    }
}
