package org.gatehouse.keycloak.trail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.util.JsonSerialization;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A representation as fields and values, so that two can be compared: {@code config.clientId}, {@code mappers.email.name}. */
final class Flat {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Nothing Keycloak has is nested deeper. */
    private static final int DEEPEST = 12;

    private Flat() {}

    /** With Keycloak's own rules for its representations. */
    static Map<String, String> of(Object representation) {
        try {
            return of(JsonSerialization.writeValueAsString(representation));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static Map<String, String> of(String json) {
        Map<String, String> fields = new TreeMap<>();
        put(fields, "", JSON.readTree(json), 0);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, JsonNode value, int depth) {
        if (value.isNull() || value.isMissingNode()) {
            return;
        }
        if (depth > DEEPEST || value.isValueNode() || isListOfValues(value)) {
            fields.put(name.isEmpty() ? "value" : name, value.isValueNode() ? value.asString() : value.toString());
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                put(fields, join(name, label(value.get(i), i)), value.get(i), depth + 1);
            }
        } else {
            value.properties().forEach(each -> put(fields, join(name, each.getKey()), each.getValue(), depth + 1));
        }
    }

    private static boolean isListOfValues(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(JsonNode::isValueNode);
    }

    /** What a list holds is told by its name, so that an element more is not a change of all that follow. */
    private static String label(JsonNode element, int index) {
        for (String name : new String[] {"name", "alias", "id"}) {
            if (element.path(name).isString()) {
                return element.path(name).asString();
            }
        }
        return String.valueOf(index);
    }

    private static String join(String name, String part) {
        return name.isEmpty() ? part : name + "." + part;
    }
}
