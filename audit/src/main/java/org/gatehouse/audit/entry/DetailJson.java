package org.gatehouse.audit.entry;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.gatehouse.audit.event.Change;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of details and segments, members in the order of their names; the bytes written are the bytes hashed. */
final class DetailJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DetailJson() {}

    static byte[] write(Detail detail) {
        return write(json -> {
            put(json, "actor", detail.actor());
            putChanges(json, detail.changes(), false);
            putFacts(json, detail.facts());
            put(json, "target", detail.target());
        });
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
        return write(json -> {
            put(json, "address", segment.address());
            put(json, "agent", segment.userAgent());
            putChanges(json, segment.changes(), true);
            put(json, "email", segment.email());
            put(json, "label", segment.label());
        });
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

    private static byte[] write(Consumer<JsonGenerator> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void putFacts(JsonGenerator json, Map<String, String> facts) {
        if (!facts.isEmpty()) {
            json.writeObjectPropertyStart("facts");
            new TreeMap<>(facts).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }

    /** Values of personal changes are only for the segment. */
    private static void putChanges(JsonGenerator json, List<Change> changes, boolean sealed) {
        if (!changes.isEmpty()) {
            json.writeArrayPropertyStart("changes");
            changes.forEach(change -> putChange(json, change, sealed || !change.personal()));
            json.writeEndArray();
        }
    }

    private static void putChange(JsonGenerator json, Change change, boolean values) {
        json.writeStartObject();
        if (values) {
            put(json, "after", change.after());
            put(json, "before", change.before());
        }
        json.writeStringProperty("field", change.field());
        if (change.personal()) {
            json.writeBooleanProperty("personal", true);
        }
        json.writeEndObject();
    }

    private static void put(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.asString();
    }
}
