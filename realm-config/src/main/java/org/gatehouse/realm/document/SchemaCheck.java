package org.gatehouse.realm.document;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.DisallowUnknownKeywordFactory;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks documents against one published JSON Schema (2020-12). Everything about shape is the schema's business, so
 * that an editor which knows the schema and this check never disagree; only the wording for people is added here.
 */
public final class SchemaCheck {

    /** With the one keyword of our own; any other would be a slip. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword(SchemaPlace.NOT_ENFORCED))
            .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
            .build();

    private final Schema schema;
    private final SchemaPlaces places;

    private SchemaCheck(JsonNode node) {
        this.places = new SchemaPlaces(node);
        this.schema = SchemaRegistry.withDialect(
                        DIALECT,
                        builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .locale(Locale.ENGLISH)
                                .preloadSchema(
                                        false) // most files use little of it, and what is built twice by two threads is
                                // equal
                                .build()))
                .getSchema(node);
    }

    /** @param schema a resource beside {@code owner} */
    public static SchemaCheck of(Class<?> owner, String schema) {
        InputStream in = owner.getResourceAsStream(schema);
        if (in == null) {
            throw new IllegalStateException("The schema " + schema + " is missing from the jar.");
        }
        return new SchemaCheck(JsonMapper.shared().readTree(in)); // readTree closes the stream
    }

    /** Adds a finding for everything the schema refuses. */
    public void check(Document document) {
        List<Error> errors = schema.validate(document.root());
        errors.forEach(error -> report(error, document));
    }

    /** Adds a finding for everything the schema marks as {@linkplain SchemaPlace#NOT_ENFORCED not enforced}. */
    public void reportNotEnforced(Document document) {
        Enforcement.report(document, places.whole());
    }

    private void report(Error error, Document document) {
        String pointer = error.getInstanceLocation().toString();
        switch (error.getKeyword()) {
            case "additionalProperties" -> reportUnknown(pointer, error.getProperty(), document);
            case "required" ->
                document.refuseValue(
                        pointer, "The key `" + error.getProperty() + "` is missing.", hint(pointer, error));
            case "enum" -> document.refuseValue(pointer, message(error), choiceHint(pointer, error, document));
            default -> document.refuseValue(pointer, message(error), places.descriptionAt(pointer));
        }
    }

    private String choiceHint(String pointer, Error error, Document document) {
        String written = document.root().at(pointer).asString("");
        return NearestKey.question(written, choices(error)).orElseGet(() -> places.descriptionAt(pointer));
    }

    private String hint(String pointer, Error error) {
        return places.descriptionAt(Pointer.child(pointer, error.getProperty()));
    }

    private void reportUnknown(String pointer, String key, Document document) {
        String child = Pointer.child(pointer, key);
        List<String> known = places.keysAt(pointer);
        document.refuseKey(child, "The key `" + key + "` is unknown here.", NearestKey.hint(key, known));
    }

    private static String message(Error error) {
        return switch (error.getKeyword()) {
            case "type" -> "This must be " + wanted(error.getSchemaNode()) + ".";
            case "enum" -> "This must be one of " + String.join(", ", choices(error)) + ".";
            case "pattern" -> "This is not written as it must be.";
            case "minItems", "minLength", "minProperties" -> "This must not be empty.";
            case "maxLength", "maxItems", "maxProperties" ->
                "This is too long: at most " + error.getSchemaNode().asString() + ".";
            case "minimum" ->
                "This is not accepted: at least " + error.getSchemaNode().asString() + ".";
            case "maximum" ->
                "This is not accepted: at most " + error.getSchemaNode().asString() + ".";
            case "uniqueItems" -> "An item is written twice.";
            default -> "This is not accepted: " + error.getMessage() + ".";
        };
    }

    private static List<String> choices(Error error) {
        return error.getSchemaNode().valueStream().map(JsonNode::asString).toList();
    }

    private static String wanted(JsonNode type) {
        return type.isArray()
                ? type.valueStream().map(each -> wanted(each.asString(""))).collect(Collectors.joining(", or "))
                : wanted(type.asString(""));
    }

    private static String wanted(String type) {
        return switch (type) {
            case "string" -> "text (in quotes if it looks like a number)";
            case "object" -> "a group of keys";
            case "array" -> "a list";
            case "boolean" -> "true or false";
            default -> "a whole number";
        };
    }
}
