package org.gatehouse.server.registration;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the JSON object a client sends, within bounds; a name that comes twice would be read differently elsewhere. */
final class RegistrationRequest {

    /** Bytes. Twenty keys of 4096 bits, written out, have room. */
    private static final int LARGEST = 64 * 1024;

    private static final int DEEPEST = 6;
    private static final int LONGEST_TEXT = 16 * 1024;

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNumberLength(20)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RegistrationRequest() {}

    static ObjectNode read(HttpServletRequest request) {
        if (!isJson(request.getContentType())) {
            throw RegistrationException.metadata("Send application/json.");
        }
        try {
            byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
            if (body.length > LARGEST) {
                throw RegistrationException.tooLarge();
            }
            if (STRICT.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException | IOException ex) {
            // told below: what exactly is wrong with it its sender sees better
        }
        throw RegistrationException.metadata("The body must be one JSON object, each name once, not deeply nested.");
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null
                    && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException ex) {
            return false;
        }
    }
}
