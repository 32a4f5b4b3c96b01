package org.gatehouse.server.scim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;

/** What a client sent: a JSON object of bounded size and depth, each name once. */
final class ScimBody {

    private static final int DEEPEST = 12;
    private static final int LONGEST_TEXT = 16_384;

    /** Patches in one request. */
    private static final int MOST_OPERATIONS = 1_000;

    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ScimBody() {}

    /** @throws Refusal when it is too large, of another type, or no such object */
    static String read(HttpServletRequest request, ScimRoute route) throws IOException {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        if (!type.startsWith(ScimAnswers.MEDIA_TYPE) && !type.startsWith("application/json")) {
            throw Refusal.of(415, "Send " + ScimAnswers.MEDIA_TYPE + ".");
        }
        byte[] bytes = request.getInputStream().readNBytes(route.largest() + 1);
        if (bytes.length > route.largest()) {
            throw Refusal.of(413, "A request here may have " + route.largest() + " bytes.");
        }
        JsonNode document = parse(bytes);
        check(document, route);
        Dialect.standardise(document);
        return document.toString();
    }

    private static JsonNode parse(byte[] bytes) throws IOException {
        try {
            JsonNode document = STRICT.readTree(bytes);
            if (document.isObject()) {
                return document;
            }
        } catch (JsonProcessingException ex) {
            // told below: its own words may repeat what was sent
        }
        throw Refusal.invalid(
                Refusal.INVALID_SYNTAX,
                "The body must be a JSON object, at most " + DEEPEST + " levels deep, each name of an object once.");
    }

    /** A bulk is looked through before any of it is done: what cannot be addressed ends it too late otherwise. */
    private static void check(JsonNode document, ScimRoute route) {
        JsonNode operations = document.path("Operations");
        int most = route == ScimRoute.BULK ? ScimService.MOST_OPERATIONS : MOST_OPERATIONS;
        if (operations.size() > most) {
            throw route == ScimRoute.BULK
                    ? Refusal.of(413, "A bulk may have " + most + " operations.")
                    : Refusal.invalid(Refusal.TOO_MANY, "A request may have " + most + " operations.");
        }
        if (route == ScimRoute.BULK) {
            operations.forEach(ScimBody::checkPath);
        }
    }

    private static void checkPath(JsonNode operation) {
        String path = operation.path("path").asText();
        if (!path.matches("/(Users|Groups)(/[A-Za-z0-9:._-]{1,100})?")) {
            throw Refusal.invalid(Refusal.INVALID_VALUE, "An operation of a bulk has a path such as /Users/{id}.");
        }
    }
}
