package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object somebody sent, read strictly: no unknown and no doubled names, nothing after it, and only so deep. A name the
 * API does not know is a mistake or an attempt to set what must not be set, and is refused by its name.
 */
final class JsonBody {

    private static final int DEEPEST = 8;
    private static final int LONGEST_TEXT = 16_384;

    /** A realm file has groups within groups. */
    private static final int DEEPEST_DOCUMENT = 32;

    private static final JsonMapper STRICT = strict(DEEPEST);
    private static final JsonMapper STRICT_DOCUMENT = strict(DEEPEST_DOCUMENT);

    private final JsonNode object;
    private final byte[] bytes;

    private JsonBody(JsonNode object, byte[] bytes) {
        this.object = object;
        this.bytes = bytes;
    }

    /** @param known every name the object may have */
    static JsonBody of(HttpServletRequest request, Set<String> known) {
        return read(request, known, STRICT);
    }

    /** An object with a document in it, which may nest deeper. */
    static JsonBody document(HttpServletRequest request, Set<String> known) {
        return read(request, known, STRICT_DOCUMENT);
    }

    private static JsonBody read(HttpServletRequest request, Set<String> known, JsonMapper mapper) {
        byte[] bytes = bytes(request);
        JsonNode node = parse(bytes, mapper);
        if (!node.isObject()) {
            throw ApiException.invalid("The body must be a JSON object.");
        }
        requireKnown(node, known, "");
        return new JsonBody(node, bytes);
    }

    /** For comparing with what was sent before. */
    byte[] bytes() {
        return bytes.clone();
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** Text; null when it is absent or null. */
    @Nullable
    String text(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw ApiException.invalid("'" + name + "' must be text.");
        }
        return value.asString();
    }

    /** @throws ApiException when it is absent */
    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw ApiException.invalid("'" + name + "' is missing.");
        }
        return text;
    }

    /** {@code "true"} or {@code "false"}; null when it is absent or null. */
    @Nullable
    String flag(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw ApiException.invalid("'" + name + "' must be true or false.");
        }
        return String.valueOf(value.asBoolean());
    }

    /** A whole number; the other when it is absent or null. */
    int number(String name, int otherwise) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isInt()) {
            throw ApiException.invalid("'" + name + "' must be a whole number.");
        }
        return value.asInt();
    }

    Optional<UUID> id(String name) {
        String text = text(name);
        return text == null ? Optional.empty() : Optional.of(Ids.parse(name, text));
    }

    /** The object of that name; an empty one when it is absent. */
    JsonNode object(String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isObject()) {
            throw ApiException.invalid("'" + name + "' must be an object.");
        }
        return value;
    }

    /** A merge patch (RFC 7396). */
    static void merge(ObjectNode into, ObjectNode patch) {
        patch.forEachEntry((key, value) -> {
            JsonNode there = into.path(key);
            if (value.isNull()) {
                into.remove(key);
            } else if (value instanceof ObjectNode inner && there instanceof ObjectNode known) {
                merge(known, inner);
            } else {
                into.set(key, value);
            }
        });
    }

    private static void requireKnown(JsonNode node, Set<String> known, String where) {
        List<String> unknown = node.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .map(JsonBody::shown)
                .toList();
        if (!unknown.isEmpty()) {
            throw ApiException.invalid("Unknown: " + where + String.join(", ", unknown) + ". Known here: "
                    + String.join(", ", new TreeSet<>(known)) + ".");
        }
    }

    /** A name somebody made up is repeated only as far as it can be a name. */
    private static String shown(String name) {
        return name.matches("[A-Za-z0-9_.-]{1,64}") ? name : "a name that is none";
    }

    private static JsonMapper strict(int deepest) {
        return JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(deepest)
                                .maxStringLength(LONGEST_TEXT)
                                .maxNumberLength(40)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private static JsonNode parse(byte[] bytes, JsonMapper mapper) {
        try {
            return mapper.readTree(bytes);
        } catch (JacksonException ex) {
            throw ApiException.invalid("The body must be JSON, at most "
                    + (mapper == STRICT ? DEEPEST : DEEPEST_DOCUMENT)
                    + " levels deep, each name of an object once; line " + line(ex) + " is not.");
        }
    }

    private static String line(JacksonException ex) {
        return ex.getLocation() == null ? "?" : String.valueOf(ex.getLocation().getLineNr());
    }

    /** The body as it was sent, within its bounds. */
    static byte[] bytes(HttpServletRequest request) {
        try {
            return request.getInputStream().readAllBytes();
        } catch (BoundedBody.TooLargeException ex) {
            throw ApiException.tooLarge(ex.largest());
        } catch (IOException ex) {
            throw ApiException.invalid("The body could not be read.");
        }
    }
}
