package org.gatehouse.realm.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a schema says about one place of the documents it describes. */
public final class SchemaPlace {

    /**
     * Marks what belongs to a document and has a meaning, but no module that enforces it yet: {@code true} beside a key,
     * or the list of such values beside an {@code enum}. Whoever enforces it removes the mark.
     */
    public static final String NOT_ENFORCED = "x-not-enforced";

    private final JsonNode schema;
    private final JsonNode place;

    private SchemaPlace(JsonNode schema, JsonNode place) {
        this.schema = schema;
        this.place = place;
    }

    /** The whole document. */
    public static SchemaPlace of(JsonNode schema) {
        return new SchemaPlace(schema, schema);
    }

    /** The keys that may stand here, in the schema's order. */
    public List<String> keys() {
        return new ArrayList<>(target().path("properties").propertyNames());
    }

    /** What stands under a key. */
    public Optional<SchemaPlace> key(String key) {
        return at(target().path("properties").path(key));
    }

    /** The items of the list that stands here. */
    public Optional<SchemaPlace> items() {
        return at(target().path("items"));
    }

    /** What stands under keys that are names of something and not of the schema's. */
    public Optional<SchemaPlace> others() {
        return at(target().path("additionalProperties")).filter(place -> place.place.isObject());
    }

    /** What is said with this keyword: what is written beside a reference says more than what it refers to. */
    public JsonNode said(String keyword) {
        JsonNode here = place.path(keyword);
        return here.isMissingNode() ? target().path(keyword) : here;
    }

    /** The text said with this keyword, or an empty one. */
    public String text(String keyword) {
        return said(keyword).asString("");
    }

    /** Whether what stands here is known and not enforced, whatever it is. */
    public boolean isNotEnforced() {
        return place.path(NOT_ENFORCED).asBoolean(false);
    }

    /** Whether there are {@link #notEnforcedChoices()}. */
    boolean hasNotEnforcedChoices() {
        return said(NOT_ENFORCED).isArray();
    }

    /** The values that may stand here and are not enforced. */
    public List<String> notEnforcedChoices() {
        return said(NOT_ENFORCED).valueStream().map(JsonNode::asString).toList();
    }

    /** Whether it is written as another place is, of which this is the name: {@code duration}. */
    public boolean isA(String definition) {
        return place.path("$ref").asString("").endsWith("/" + definition);
    }

    private Optional<SchemaPlace> at(JsonNode other) {
        return other.isMissingNode() ? Optional.empty() : Optional.of(new SchemaPlace(schema, other));
    }

    private JsonNode target() {
        String reference = place.path("$ref").asString("");
        return reference.isEmpty() ? place : schema.at(reference.substring("#".length()));
    }
}
