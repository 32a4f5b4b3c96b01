package org.gatehouse.realm.keycloak;

import static org.gatehouse.realm.keycloak.FileOfRealm.putUnlessEmpty;
import static org.gatehouse.realm.keycloak.FileOfRealm.text;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.realm.federation.Overage;
import org.gatehouse.realm.file.common.Nodes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Identity providers of Keycloak as a realm file says them: those that were rendered from one. */
final class ConnectionsOfRealm {

    private static final String UNTIL = " until ";

    private static final Set<String> CLAIMS = Set.of("acr", "amr", "acrs");

    private ConnectionsOfRealm() {}

    static void write(ObjectNode file, Map<ObjectName, ObjectNode> objects) {
        ArrayNode connections = file.arrayNode();
        FileOfRealm.all(objects, ObjectKind.CONNECTION)
                .filter(connection -> connection.path("config").has(KeycloakRealm.MARK + "secret"))
                .forEach(connection -> connections.add(connection(connection, objects)));
        if (!connections.isEmpty()) {
            file.set("connections", connections);
        }
    }

    private static ObjectNode connection(ObjectNode connection, Map<ObjectName, ObjectNode> objects) {
        JsonNode config = connection.path("config");
        ObjectNode node = connection.objectNode().put("alias", text(connection, "alias"));
        boolean entra = text(config, "claimFilterName").equals("tid");
        node.put("kind", entra ? "entra-id" : "oidc");
        putUnlessEmpty(node, "displayName", text(connection, "displayName"));
        if (entra) {
            writeEntra(node, config);
        } else {
            node.put("issuer", text(config, "issuer"));
        }
        node.put("clientId", text(config, "clientId"));
        writeSecret(node, text(config, KeycloakRealm.MARK + "secret"));
        writeMaps(node, text(connection, "alias"), objects);
        if (text(config, "defaultScope").endsWith(EntraTokens.PERMISSION)
                && node.path("groups").has("map")) {
            node.withObject("/groups").put("overage", Overage.GRAPH.code());
        }
        return node.put("provision", connection.path("linkOnly").asBoolean(false) ? "never" : "just-in-time");
    }

    private static void writeEntra(ObjectNode node, JsonNode config) {
        node.put("host", URI.create(text(config, "tokenUrl")).getHost());
        String tenants = text(config, "claimFilterValue");
        if (tenants.startsWith("(")) {
            node.put("tenants", "any");
        } else {
            node.set("tenants", Nodes.texts(List.of(tenants.split("\\|"))));
        }
    }

    private static void writeSecret(ObjectNode node, String kept) {
        int until = kept.indexOf(UNTIL);
        if (kept.isEmpty() || kept.equals(Connections.CERTIFICATE)) {
            node.put("authMethod", kept.isEmpty() ? "private_key_jwt" : kept);
        } else if (until < 0) {
            node.put("clientSecret", kept);
        } else {
            node.put("clientSecret", kept.substring(0, until))
                    .put("clientSecretExpires", kept.substring(until + UNTIL.length()));
        }
    }

    /** Of what the extension is told, the factors it trusts. */
    private static void writeFactors(ObjectNode node, JsonNode policy) {
        ObjectNode factors = node.objectNode();
        policy.forEachEntry((claim, values) -> {
            if (CLAIMS.contains(claim) && !values.isEmpty()) {
                factors.set(claim, values);
            }
        });
        if (!factors.isEmpty()) {
            node.set("trustFactors", factors);
        }
    }

    private static void writeMaps(ObjectNode node, String alias, Map<ObjectName, ObjectNode> objects) {
        objects.forEach((name, mapper) -> {
            if (name.kind() == ObjectKind.CONNECTION_MAPPER && name.owner().equals(alias)) {
                JsonNode config = mapper.path("config");
                String kind = text(mapper, "identityProviderMapper");
                if (kind.equals(SecondFactors.MAPPER) || kind.equals(EntraTokens.MAPPER)) {
                    writeFactors(node, JsonMapper.shared().readTree(text(config, SecondFactors.CONFIGURATION)));
                    return;
                }
                JsonNode pair =
                        JsonMapper.shared().readTree(text(config, "claims")).path(0);
                boolean role = config.has("role");
                ObjectNode mapping = node.withObject(role ? "/roles" : "/groups");
                mapping.withObject("/map")
                        .put(
                                text(pair, "value"),
                                role
                                        ? text(config, "role")
                                        : text(config, "group").substring(1));
                if (text(node, "kind").equals("oidc")) {
                    mapping.put("claim", text(pair, "key"));
                }
            }
        });
    }
}
