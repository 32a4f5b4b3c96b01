package org.gatehouse.server.console;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Provisioning;
import org.gatehouse.server.configuration.ConnectionAdministration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an administrator changes of a connection by hand; the rest of its definition stays as it is.
 *
 * @param state the connection was seen in
 * @param secret another one; empty keeps the one there is
 */
record ConnectionForm(
        @Nullable String state,
        @Nullable String displayName,
        @Nullable String clientId,
        @Nullable String secret,
        @Nullable String clientSecretExpires,
        @Nullable String domains,
        @Nullable Boolean provision) {

    static ConnectionForm of(Connection connection) {
        LocalDate expires = connection.clientSecretExpires();
        return new ConnectionForm(
                ConnectionAdministration.state(connection),
                Objects.requireNonNullElse(connection.displayName(), ""),
                connection.clientId(),
                "",
                expires == null ? "" : expires.toString(),
                String.join("\n", connection.domains()),
                connection.provisioning() == Provisioning.JUST_IN_TIME);
    }

    /** What was typed, over what the connection is. */
    ObjectNode over(Connection connection) {
        ObjectNode node = ConnectionAdministration.definition(connection);
        put(node, "displayName", text(displayName));
        put(node, "clientId", text(clientId));
        put(node, "clientSecretExpires", text(clientSecretExpires));
        node.remove("domains");
        if (!text(domains).isEmpty()) {
            ArrayNode list = node.putArray("domains");
            List.of(text(domains).split("[\\s,;]+")).forEach(list::add);
        }
        Provisioning provisioning = Boolean.TRUE.equals(provision) ? Provisioning.JUST_IN_TIME : Provisioning.NEVER;
        return node.put("provision", provisioning.code());
    }

    @Nullable
    String secretOrNull() {
        return text(secret).isEmpty() ? null : text(secret);
    }

    ConnectionForm withoutSecret() {
        return new ConnectionForm(state, displayName, clientId, "", clientSecretExpires, domains, provision);
    }

    private static void put(ObjectNode node, String key, String value) {
        if (value.isEmpty()) {
            node.remove(key);
        } else {
            node.put(key, value);
        }
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }

    @Override
    public String toString() {
        return "ConnectionForm[" + displayName + "]"; // a record would print the secret
    }
}
