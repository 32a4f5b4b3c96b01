package org.gatehouse.audit.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.audit.event.Change;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of details and segments, members in the order of their names; the bytes written are the bytes hashed. */
final class DetailJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Bytes that nearly every entry's have room in. */
    private static final int SMALL = 256;

    private DetailJson() {}

    static byte[] write(Detail detail) {
        JsonObject json = new JsonObject(SMALL);
        json.put("actor", detail.actor());
        putChanges(json, detail.changes(), false);
        putFacts(json, detail.facts());
        return json.put("target", detail.target()).toBytes();
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
        JsonObject json = new JsonObject(SMALL);
        json.put("address", segment.address()).put("agent", segment.userAgent());
        putChanges(json, segment.changes(), true);
        return json.put("email", segment.email()).put("label", segment.label()).toBytes();
    }

    static Segment readSegment(byte[] json) {
        JsonNode node = MAPPER.readTree(json);
        return new Segment(
                text(node, "label"), text(node, "email"), text(node, "address"), text(node, "agent"), changes(node));
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

    private static void putFacts(JsonObject json, Map<String, String> facts) {
        if (!facts.isEmpty()) {
            json.begin("facts", '{');
            (facts.size() == 1 ? facts : new TreeMap<>(facts)).forEach(json::put);
            json.end('}');
        }
    }

    /** Values of personal changes are only for the segment. */
    private static void putChanges(JsonObject json, List<Change> changes, boolean sealed) {
        if (!changes.isEmpty()) {
            json.begin("changes", '[');
            changes.forEach(change -> putChange(json, change, sealed || !change.personal()));
            json.end(']');
        }
    }

    private static void putChange(JsonObject json, Change change, boolean values) {
        json.element();
        if (values) {
            json.put("after", change.after()).put("before", change.before());
        }
        json.put("field", change.field());
        if (change.personal()) {
            json.put("personal", true);
        }
        json.end('}');
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.asString();
    }
}
