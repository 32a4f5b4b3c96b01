package org.gatehouse.realm.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A document that was read, the places of its nodes, and what was found wrong with it so far. Used by one thread, while
 * it is being read.
 */
public final class Document {

    private static final int LONGEST_VALUE = 60;

    private final String name;
    private final JsonNode root;
    private final Map<String, Position> keys;
    private final Map<String, Position> values;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    Document(String name, JsonNode root, Map<String, Position> keys, Map<String, Position> values) {
        this.name = name;
        this.root = root;
        this.keys = keys;
        this.values = values;
    }

    /** A document that has no lines, for example JSON from a database. */
    public static Document ofJson(String name, JsonNode root) {
        return new Document(name, root, Map.of(), Map.of());
    }

    public String name() {
        return name;
    }

    public JsonNode root() {
        return root;
    }

    /** The whole document, to be read part by part. */
    public Part part() {
        return new Part(this, Pointer.ROOT, root);
    }

    /** Everything found so far, in the order of the document. */
    public List<Finding> findings() {
        return entries.stream()
                .map(Entry::finding)
                .sorted(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column))
                .toList();
    }

    /** Everything worth a thought so far, in the order of the document. */
    public List<Warning> warnings() {
        return warnings.stream()
                .sorted(Comparator.comparingInt(Warning::line).thenComparingInt(Warning::column))
                .toList();
    }

    void refuseValue(String pointer, String message, String hint) {
        add(pointer, place(values, pointer), valueAt(pointer), message, hint);
    }

    /** The value under a wrong key is not repeated: under `secrt` there may stand a secret. */
    void refuseKey(String pointer, String message, String hint) {
        add(pointer, place(keys, pointer), shortened(Pointer.lastKey(pointer)), message, hint);
    }

    void warn(String pointer, String id, String message, String reason, String hint) {
        Position at = place(values, pointer);
        warnings.add(new Warning(id, fileAt(pointer), at.line(), at.column(), message, reason, hint));
    }

    Position position(String pointer) {
        return place(values, pointer);
    }

    /** Whether nothing was found at the pointer or below it. */
    boolean isFlawless(String pointer) {
        return entries.stream().noneMatch(entry -> Pointer.isWithin(entry.pointer(), pointer));
    }

    private void add(String pointer, Position at, String value, String message, String hint) {
        entries.add(new Entry(pointer, new Finding(fileAt(pointer), at.line(), at.column(), value, message, hint)));
    }

    /** Without lines, the pointer tells the place. */
    private String fileAt(String pointer) {
        return values.isEmpty() ? name + "#" + pointer : name;
    }

    /** What is absent is reported at the nearest thing around it. */
    private Position place(Map<String, Position> places, String pointer) {
        Position exact = places.get(pointer);
        if (exact != null || pointer.isEmpty()) {
            return exact == null ? Position.NONE : exact;
        }
        return place(values, Pointer.parent(pointer));
    }

    private String valueAt(String pointer) {
        JsonNode value = root.at(pointer);
        if (!value.isValueNode() || Pointer.mayBeSecret(pointer)) {
            return "";
        }
        return shortened(value.asString());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }

    private record Entry(String pointer, Finding finding) {}
}
