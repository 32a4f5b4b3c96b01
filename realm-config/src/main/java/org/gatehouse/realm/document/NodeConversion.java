package org.gatehouse.realm.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns composed YAML into JSON and remembers where each node was. */
final class NodeConversion {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Longer integers are left as text: the schema refuses them, and nobody has to parse a million digits. */
    private static final int LONGEST_INTEGER = 18;

    private final Map<String, Position> keys = new HashMap<>();
    private final Map<String, Position> values = new HashMap<>();
    private final List<DuplicateKey> duplicates = new ArrayList<>();

    static Document convert(String name, Node node) {
        NodeConversion conversion = new NodeConversion();
        JsonNode root = conversion.json(node, Pointer.ROOT);
        Document document = new Document(name, root, conversion.keys, conversion.values);
        conversion.duplicates.forEach(duplicate -> duplicate.report(document));
        return document;
    }

    private JsonNode json(Node node, String pointer) {
        values.put(pointer, position(node));
        if (node instanceof MappingNode mapping) {
            return object(mapping, pointer);
        }
        if (node instanceof SequenceNode sequence) {
            return array(sequence, pointer);
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, String pointer) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = key(tuple.getKeyNode());
            String child = Pointer.child(pointer, key);
            keys.put(child, position(tuple.getKeyNode())); // of a key written twice, the second place
            if (object.has(key)) {
                duplicates.add(new DuplicateKey(child, key));
            } else {
                object.set(key, json(tuple.getValueNode(), child));
            }
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, String pointer) {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(json(item, Pointer.item(pointer, array.size())));
        }
        return array;
    }

    private static String key(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new UnreadableYaml(node.getStartMark().orElse(null), "A key must be a plain word.", "");
    }

    private static JsonNode scalar(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        boolean decimal = text.length() <= LONGEST_INTEGER && text.matches("-?[0-9]+");
        return tag.equals(Tag.INT) && decimal ? JSON.numberNode(Long.parseLong(text)) : JSON.stringNode(text);
    }

    private static Position position(Node node) {
        return node.getStartMark().map(Position::of).orElse(Position.NONE);
    }

    private record DuplicateKey(String pointer, String key) {
        void report(Document document) {
            document.refuseKey(pointer, "The key `" + key + "` is written twice.", "Keep one of them.");
        }
    }
}
