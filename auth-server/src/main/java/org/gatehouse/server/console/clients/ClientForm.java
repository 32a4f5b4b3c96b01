package org.gatehouse.server.console.clients;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.file.ClientFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody types about a client; whatever else its definition says stays as it is.
 *
 * @param id of a new one
 * @param kind of a new one
 * @param redirectUris one a line, like the other lists
 * @param state the client was seen in
 */
record ClientForm(
        @Nullable String id,
        @Nullable String kind,
        @Nullable String displayName,
        @Nullable String redirectUris,
        @Nullable String postLogoutRedirectUris,
        @Nullable String scopes,
        @Nullable String consent,
        @Nullable String state) {

    static ClientForm of(ClientDefinition client) {
        return new ClientForm(
                client.id(),
                client.kind().code(),
                client.displayName(),
                String.join("\n", client.redirectUris()),
                String.join("\n", client.postLogoutRedirectUris()),
                String.join("\n", client.scopes()),
                String.valueOf(client.consent()),
                null);
    }

    /** What was typed before somebody had to sign in once more. */
    static ClientForm of(Map<String, String> kept) {
        return new ClientForm(
                kept.get("id"),
                kept.get("kind"),
                kept.get("displayName"),
                kept.get("redirectUris"),
                kept.get("postLogoutRedirectUris"),
                kept.get("scopes"),
                kept.get("consent"),
                kept.get("state"));
    }

    /** What is sent once more when its effect has been seen, in the state it was seen against. */
    public Map<String, String> typed(String seen) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("state", seen);
        typed.put("displayName", text(displayName));
        typed.put("redirectUris", text(redirectUris));
        typed.put("postLogoutRedirectUris", text(postLogoutRedirectUris));
        typed.put("scopes", text(scopes));
        typed.put("consent", String.valueOf("true".equals(consent)));
        return typed;
    }

    /** The client as the form says; its rules are those of the realm file, and checked there. */
    ObjectNode over(ClientDefinition client) {
        return write(ClientFiles.toJson(client));
    }

    ObjectNode made() {
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        definition.put("id", text(id)).put("kind", text(kind));
        return write(definition);
    }

    private ObjectNode write(ObjectNode definition) {
        if (StringUtils.hasText(displayName)) {
            definition.put("displayName", displayName.strip());
        } else {
            definition.remove("displayName");
        }
        list(definition, "redirectUris", redirectUris);
        list(definition, "postLogoutRedirectUris", postLogoutRedirectUris);
        list(definition, "scopes", scopes);
        return definition.put("consent", "true".equals(consent));
    }

    private static void list(ObjectNode definition, String name, @Nullable String lines) {
        List<String> values = Arrays.stream(text(lines).split("\\s+"))
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.isEmpty()) {
            definition.remove(name);
        } else {
            ArrayNode array = definition.putArray(name);
            values.forEach(array::add);
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
