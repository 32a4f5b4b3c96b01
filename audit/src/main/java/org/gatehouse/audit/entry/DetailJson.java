package org.gatehouse.audit.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.audit.event.Change;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of details and segments. Sorted maps give the one order of names; the bytes written are the bytes hashed. */
final class DetailJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DetailJson() {}

    static byte[] write(Detail detail) {
        Map<String, Object> json = new TreeMap<>();
        put(json, "actor", detail.actor());
        put(json, "target", detail.target());
        if (!detail.facts().isEmpty()) {
            json.put("facts", new TreeMap<>(detail.facts()));
        }
        putChanges(json, detail.changes().stream().map(DetailJson::readable).toList());
        return MAPPER.writeValueAsBytes(json);
    }

    static Detail readDetail(String json) {
        JsonNode node = MAPPER.readTree(json);
        Map<String, String> facts = new TreeMap<>();
        node.path("facts")
                .properties()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString()));
        return new Detail(text(node, "actor"), text(node, "target"), facts, changes(node));
    }

    static byte[] write(Segment segment) {
        Map<String, Object> json = new TreeMap<>();
        put(json, "label", segment.label());
        put(json, "email", segment.email());
        put(json, "address", segment.address());
        put(json, "agent", segment.userAgent());
        putChanges(json, segment.changes().stream().map(DetailJson::whole).toList());
        return MAPPER.writeValueAsBytes(json);
    }

    static Segment readSegment(byte[] json) {
        JsonNode node = MAPPER.readTree(json);
        return new Segment(
                text(node, "label"), text(node, "email"), text(node, "address"), text(node, "agent"), changes(node));
    }

    private static Map<String, Object> readable(Change change) {
        return change.personal() ? new TreeMap<>(Map.of("field", change.field(), "personal", true)) : whole(change);
    }

    private static Map<String, Object> whole(Change change) {
        Map<String, Object> json = new TreeMap<>();
        put(json, "field", change.field());
        put(json, "before", change.before());
        put(json, "after", change.after());
        if (change.personal()) {
            json.put("personal", true);
        }
        return json;
    }

    private static List<Change> changes(JsonNode node) {
        List<Change> changes = new ArrayList<>();
        for (JsonNode change : node.path("changes")) {
            changes.add(new Change(
                    change.path("field").asString(""),
                    text(change, "before"),
                    text(change, "after"),
                    change.path("personal").asBoolean(false)));
        }
        return changes;
    }

    private static void putChanges(Map<String, Object> json, List<Map<String, Object>> changes) {
        if (!changes.isEmpty()) {
            json.put("changes", changes);
        }
    }

    private static void put(Map<String, Object> json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.asString();
    }
}
