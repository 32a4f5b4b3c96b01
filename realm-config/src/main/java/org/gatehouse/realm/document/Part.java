package org.gatehouse.realm.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One place in a document and what is below it. Reading is forgiving (the schema has complained already); what a reader
 * finds beyond the schema it reports here, at the exact place.
 */
public final class Part {

    private final Document document;
    private final String pointer;
    private final JsonNode node;

    Part(Document document, String pointer, JsonNode node) {
        this.document = document;
        this.pointer = pointer;
        this.node = node;
    }

    /** Whether the key is written. */
    public boolean has(String key) {
        return node.has(key);
    }

    /** What stands under the key; an empty object when nothing does. */
    public Part child(String key) {
        JsonNode child = node.get(key);
        return new Part(
                document, Pointer.child(pointer, key), child == null ? JsonNodeFactory.instance.objectNode() : child);
    }

    /** What stands at a path below, its steps separated by slashes: {@code examples/accept/0}. */
    public Part at(String path) {
        JsonNode target = node.at("/" + path);
        return new Part(document, pointer + "/" + path, target);
    }

    /** The items of the list under the key; none when there is no list. */
    public List<Part> items(String key) {
        String list = Pointer.child(pointer, key);
        List<Part> items = new ArrayList<>();
        JsonNode written = node.path(key);
        for (JsonNode item : written.isArray() ? written : JsonNodeFactory.instance.arrayNode()) {
            items.add(new Part(document, Pointer.item(list, items.size()), item));
        }
        return items;
    }

    /** The entries of this object, each by its key. */
    public Map<String, Part> entries() {
        Map<String, Part> entries = new LinkedHashMap<>();
        node.propertyNames().forEach(key -> entries.put(key, child(key)));
        return Collections.unmodifiableMap(entries);
    }

    /** This very value as text. */
    public String text() {
        return node.isValueNode() ? node.asString() : "";
    }

    public String text(String key) {
        return node.path(key).asString("");
    }

    public String text(String key, String otherwise) {
        return node.path(key).asString(otherwise);
    }

    public @Nullable String textOrNull(String key) {
        return has(key) ? text(key) : null;
    }

    public boolean flag(String key, boolean otherwise) {
        return node.path(key).asBoolean(otherwise);
    }

    public int number(String key) {
        return node.path(key).asInt(0);
    }

    public List<String> texts(String key) {
        return items(key).stream().map(Part::text).toList();
    }

    /** An object of texts, for example one per language. */
    public Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        child(key).entries().forEach((name, part) -> texts.put(name, part.text()));
        return texts;
    }

    /** This value as JSON. */
    public JsonNode json() {
        return node;
    }

    /** Whether nothing is wrong here or below, so that it is worth looking at what it means. */
    public boolean isFlawless() {
        return document.isFlawless(pointer);
    }

    /** Reports that what stands here names nothing that exists, and guesses which of the known names was meant. */
    public void refuseUnknown(String message, Collection<String> known) {
        refuse(message, NearestKey.hint(text(), List.copyOf(known)));
    }

    /** As {@link #refuseUnknown}, of the key what stands here stands under. */
    public void refuseUnknownKey(String message, Collection<String> known) {
        refuseKey(message, NearestKey.hint(Pointer.lastKey(pointer), List.copyOf(known)));
    }

    /** Reports that the key what stands here stands under cannot be accepted. */
    public void refuseKey(String message, String hint) {
        document.refuseKey(pointer, message, hint);
    }

    /** The known name this text misses by one letter, so that it is hardly meant to be another. */
    public Optional<String> slipOf(Collection<String> known) {
        return NearestKey.slip(text(), List.copyOf(known));
    }

    /** Reports that what stands here cannot be accepted. */
    public void refuse(String message, String hint) {
        document.refuseValue(pointer, message, hint);
    }

    /** Reports what is accepted here and still worth a thought; see {@link Warning}. */
    public void warn(String id, String message, String reason, String hint) {
        document.warn(pointer, id, message, reason, hint);
    }

    /** The document's name. */
    public String file() {
        return document.name();
    }

    /** The line this stands on, counted from 1; 0 when the document has no lines. */
    public int line() {
        return document.position(pointer).line();
    }

    /** Counted from 1, in characters. */
    public int column() {
        return document.position(pointer).column();
    }
}
