package org.gatehouse.realm.file.connections;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.OidcProvider;
import org.gatehouse.realm.federation.Tenants;
import org.gatehouse.realm.file.common.Durations;
import org.gatehouse.realm.file.common.Nodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code connections}, where there are any. */
public final class ConnectionDocument {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ConnectionDocument() {}

    public static void write(ObjectNode file, List<Connection> connections) {
        if (!connections.isEmpty()) {
            file.set("connections", Nodes.list(connections, ConnectionDocument::of));
        }
    }

    /** One as an entry of the list. */
    public static ObjectNode of(Connection connection) {
        ObjectNode node = JSON.objectNode()
                .put("alias", connection.alias())
                .put("kind", connection.provider().kind());
        Nodes.putIfPresent(node, "displayName", connection.displayName());
        node.put("clientId", connection.clientId());
        writeCredential(node, connection);
        Nodes.putUnlessEmpty(node, "domains", connection.domains());
        ObjectNode roles = mapping(connection.roles());
        ObjectNode groups = mapping(connection.groups());
        if (connection.provider() instanceof EntraId entra) {
            write(node, groups, entra);
        } else if (connection.provider() instanceof OidcProvider oidc) {
            write(node, roles, groups, oidc);
        }
        setIf(!connection.roles().isEmpty(), node, "roles", roles);
        setIf(!connection.groups().isEmpty(), node, "groups", groups);
        writeGuests(node, connection.guests().role());
        return node.put("provision", connection.provisioning().code())
                .put("link", connection.linking().code());
    }

    private static void writeGuests(ObjectNode node, @Nullable String role) {
        if (role == null) {
            node.put("guests", ConnectionsSection.REFUSE);
        } else {
            node.set("guests", JSON.objectNode().put("role", role));
        }
    }

    private static void writeCredential(ObjectNode node, Connection connection) {
        if (connection.clientSecret() == null) {
            node.put("authMethod", connection.credential().code());
            return;
        }
        LocalDate expires = connection.clientSecretExpires();
        node.put("clientSecret", connection.clientSecret().toString());
        Nodes.putIfPresent(node, "clientSecretExpires", expires == null ? null : expires.toString());
    }

    private static void write(ObjectNode node, ObjectNode groups, EntraId entra) {
        node.put("host", entra.host()).set("tenants", tenants(entra.tenants()));
        ObjectNode factors = JSON.objectNode();
        Nodes.putUnlessEmpty(factors, "acrs", entra.trustedContexts());
        setIf(!factors.isEmpty(), node, "trustFactors", factors);
        groups.put("overage", entra.overage().code());
        if (!entra.keep().isZero()) {
            groups.put("keep", Durations.text(entra.keep()));
        }
    }

    private static void write(ObjectNode node, ObjectNode roles, ObjectNode groups, OidcProvider oidc) {
        node.put("issuer", oidc.issuer());
        ObjectNode factors = JSON.objectNode();
        Nodes.putUnlessEmpty(factors, "acr", oidc.trustedAcr());
        Nodes.putUnlessEmpty(factors, "amr", oidc.trustedAmr());
        setIf(!factors.isEmpty(), node, "trustFactors", factors);
        roles.put("claim", oidc.rolesClaim());
        groups.put("claim", oidc.groupsClaim());
    }

    private static JsonNode tenants(Tenants tenants) {
        return tenants.any() ? JSON.stringNode("any") : Nodes.texts(tenants.ids());
    }

    private static ObjectNode mapping(Map<String, String> map) {
        ObjectNode node = JSON.objectNode();
        node.set("map", Nodes.textMap(map));
        return node;
    }

    private static void setIf(boolean asked, ObjectNode node, String key, ObjectNode value) {
        if (asked) {
            node.set(key, value);
        }
    }
}
