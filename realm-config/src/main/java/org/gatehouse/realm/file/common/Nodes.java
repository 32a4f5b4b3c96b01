package org.gatehouse.realm.file.common;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes values in the shape of the file. */
public final class Nodes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Nodes() {}

    public static ArrayNode texts(Collection<?> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(value -> array.add(value.toString()));
        return array;
    }

    public static ObjectNode textMap(Map<String, ?> texts) {
        ObjectNode object = JSON.objectNode();
        texts.forEach((key, text) -> object.put(key, text.toString()));
        return object;
    }

    public static <T> ArrayNode list(List<T> values, Function<T, ObjectNode> node) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(value -> array.add(node.apply(value)));
        return array;
    }

    /** Writes nothing where there is nothing. */
    public static void putIfPresent(ObjectNode node, String key, @Nullable Object value) {
        if (value != null) {
            node.put(key, value.toString());
        }
    }

    /** Writes no empty list: where one may stand, it means something else than none. */
    public static void putUnlessEmpty(ObjectNode node, String key, Collection<?> values) {
        if (!values.isEmpty()) {
            node.set(key, texts(values));
        }
    }
}
