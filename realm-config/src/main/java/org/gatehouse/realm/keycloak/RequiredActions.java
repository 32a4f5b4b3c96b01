package org.gatehouse.realm.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The extension's required actions, which Keycloak lets nobody by who has not done what they ask. */
public final class RequiredActions {

    /** Of the extension; others are Keycloak's or somebody's. */
    public static final Set<String> OWN = Set.of(SecondFactors.ACTION, AttestedTexts.ACTION);

    private static final String OF_KEYCLOAK = "required-actions.json";

    private RequiredActions() {}

    static ObjectNode of(String provider, String name, int priority, String key, JsonNode configuration) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("alias", provider)
                .put("providerId", provider)
                .put("name", name)
                .put("enabled", true)
                .put("defaultAction", false)
                .put("priority", priority);
        node.putObject("config").put(key, configuration.toString());
        return node;
    }

    /** What Keycloak gives every realm, which an import has to repeat to add to it. */
    static ArrayNode ofKeycloak() {
        try (InputStream in = Objects.requireNonNull(RequiredActions.class.getResourceAsStream(OF_KEYCLOAK))) {
            return (ArrayNode) JsonMapper.shared().readTree(in);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
