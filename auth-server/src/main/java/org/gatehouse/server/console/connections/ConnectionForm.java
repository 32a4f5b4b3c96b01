package org.gatehouse.server.console.connections;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.realm.federation.Provisioning;
import org.gatehouse.realm.federation.Tenants;
import org.gatehouse.server.configuration.ConnectionAdministration;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an administrator changes of a connection by hand; the rest of its definition stays as it is, and so does what the form
 * does not send.
 *
 * @param state the connection was seen in
 * @param authMethod as the realm file writes it; empty keeps the one there is
 * @param secret another one; empty keeps the one there is
 * @param tenants one a line, or the word any
 * @param roles as {@link MapLines}
 * @param groups as {@link MapLines}
 * @param guests the role they get; empty turns them away
 * @param link as the realm file writes it
 */
record ConnectionForm(
        @Nullable String state,
        @Nullable String displayName,
        @Nullable String clientId,
        @Nullable String authMethod,
        @Nullable String secret,
        @Nullable String clientSecretExpires,
        @Nullable String domains,
        @Nullable String tenants,
        @Nullable String roles,
        @Nullable String groups,
        @Nullable String guests,
        @Nullable String link,
        @Nullable Boolean provision) {

    /** Stands for the secret that is not typed yet, where it is only shown what would change. */
    static final String NOT_YET = "not given yet";

    private static final String ANY = "any";

    static ConnectionForm of(Connection connection) {
        LocalDate expires = connection.clientSecretExpires();
        return new ConnectionForm(
                ConnectionAdministration.state(connection),
                Objects.requireNonNullElse(connection.displayName(), ""),
                connection.clientId(),
                connection.credential().code(),
                "",
                expires == null ? "" : expires.toString(),
                String.join("\n", connection.domains()),
                connection.provider() instanceof EntraId entra ? tenants(entra.tenants()) : null,
                MapLines.of(connection.roles()),
                MapLines.of(connection.groups()),
                Objects.requireNonNullElse(connection.guests().role(), ""),
                connection.linking().code(),
                connection.provisioning() == Provisioning.JUST_IN_TIME);
    }

    /** What was typed before somebody had to sign in once more. */
    static ConnectionForm of(Map<String, String> kept) {
        return new ConnectionForm(
                kept.get("state"),
                kept.get("displayName"),
                kept.get("clientId"),
                kept.get("authMethod"),
                "",
                kept.get("clientSecretExpires"),
                kept.get("domains"),
                kept.get("tenants"),
                kept.get("roles"),
                kept.get("groups"),
                kept.get("guests"),
                kept.get("link"),
                Boolean.valueOf(kept.get("provision")));
    }

    private static String tenants(Tenants tenants) {
        return tenants.any() ? ANY : String.join("\n", tenants.ids());
    }

    /** What cannot be read at all; the rules of the realm file say the rest. */
    FormErrors errors() {
        return errors("roles", text(roles)).and(errors("groups", text(groups)));
    }

    private static FormErrors errors(String field, String lines) {
        if (MapLines.areTooMany(lines)) {
            return FormErrors.on(field, "console.connections.map.many", MapLines.MOST);
        }
        FormErrors errors = FormErrors.none();
        for (String line : MapLines.wrong(lines)) {
            errors = errors.and(field, "console.connections.map.wrong", line);
        }
        return errors;
    }

    /** What was typed, over what the connection is. */
    ObjectNode over(Connection connection) {
        ObjectNode node = ConnectionAdministration.definition(connection);
        put(node, "displayName", displayName);
        put(node, "clientId", clientId);
        put(node, "clientSecretExpires", clientSecretExpires);
        putMethod(node);
        putLines(node, "domains", domains);
        if (ANY.equals(text(tenants))) {
            node.put("tenants", ANY);
        } else {
            putLines(node, "tenants", tenants);
        }
        putMap(node, "roles", roles);
        putMap(node, "groups", groups);
        putGuests(node);
        put(node, "link", link);
        Provisioning provisioning = Boolean.TRUE.equals(provision) ? Provisioning.JUST_IN_TIME : Provisioning.NEVER;
        return node.put("provision", provisioning.code());
    }

    /** All but the secret, to be sent once more when what it changes was seen. */
    public Map<String, String> typed() {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("state", text(state));
        put(typed, "displayName", displayName);
        put(typed, "clientId", clientId);
        put(typed, "authMethod", authMethod);
        put(typed, "clientSecretExpires", clientSecretExpires);
        put(typed, "domains", domains);
        put(typed, "tenants", tenants);
        put(typed, "roles", roles);
        put(typed, "groups", groups);
        put(typed, "guests", guests);
        put(typed, "link", link);
        typed.put("provision", String.valueOf(Boolean.TRUE.equals(provision)));
        return typed;
    }

    private static void put(Map<String, String> typed, String key, @Nullable String value) {
        if (value != null) {
            typed.put(key, value);
        }
    }

    /** Whether the connection is known by a secret when this is done. */
    boolean isBySecret(Connection connection) {
        return text(authMethod).isEmpty() ? connection.clientSecret() != null : saysSecret();
    }

    private boolean saysSecret() {
        return Credential.SECRET.code().equals(text(authMethod));
    }

    /** Whether it lacks the secret the connection would need and has not. */
    boolean lacksSecret(Connection connection) {
        return saysSecret() && connection.clientSecret() == null && secretOrNull() == null;
    }

    @Nullable
    String secretOrNull() {
        boolean byKey = !text(authMethod).isEmpty() && !saysSecret();
        return byKey || text(secret).isEmpty() ? null : text(secret);
    }

    ConnectionForm withoutSecret() {
        return new ConnectionForm(
                state,
                displayName,
                clientId,
                authMethod,
                "",
                clientSecretExpires,
                domains,
                tenants,
                roles,
                groups,
                guests,
                link,
                provision);
    }

    /** With a key there is no secret, and nothing of one is kept. */
    private void putMethod(ObjectNode node) {
        if (saysSecret()) {
            node.remove("authMethod");
        } else if (!text(authMethod).isEmpty()) {
            node.put("authMethod", text(authMethod));
            node.remove(List.of("clientSecret", "clientSecretExpires"));
        }
    }

    private void putGuests(ObjectNode node) {
        if (guests != null && text(guests).isEmpty()) {
            node.put("guests", "refuse");
        } else if (guests != null) {
            node.putObject("guests").put("role", text(guests));
        }
    }

    private static void putMap(ObjectNode node, String key, @Nullable String lines) {
        if (lines != null) {
            MapLines.put(node, key, lines);
        }
    }

    private static void put(ObjectNode node, String key, @Nullable String value) {
        if (value != null && text(value).isEmpty()) {
            node.remove(key);
        } else if (value != null) {
            node.put(key, text(value));
        }
    }

    private static void putLines(ObjectNode node, String key, @Nullable String lines) {
        if (lines == null) {
            return;
        }
        node.remove(key);
        if (!text(lines).isEmpty()) {
            ArrayNode list = node.putArray(key);
            List.of(text(lines).split("[\\s,;]+")).forEach(list::add);
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
