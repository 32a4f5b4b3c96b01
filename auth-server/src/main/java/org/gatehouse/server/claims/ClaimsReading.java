package org.gatehouse.server.claims;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the parameter. Members, claims and properties nobody knows are ignored (OpenID Connect Core section 5.5); what is
 * known must have its type. A stranger sends it, so everything in it has a bound.
 */
final class ClaimsReading {

    static final int MAX_LENGTH = 4_000;
    static final int MAX_CLAIMS = 50;
    static final int MAX_VALUES = 20;

    /** {@code {"id_token": {"address": {"values": [{"country": "FR"}]}}}} is the deepest that means anything. */
    private static final int MAX_DEPTH = 5;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_LENGTH)
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(100)
                            .maxStringLength(1_000)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ClaimsReading() {}

    static RequestedClaims read(String parameter) throws InvalidClaimsException {
        JsonNode root = parse(parameter);
        if (!root.isObject()) {
            throw new InvalidClaimsException("claims must be a JSON object.");
        }
        return new RequestedClaims(member(root, "userinfo"), member(root, "id_token"));
    }

    private static JsonNode parse(String parameter) throws InvalidClaimsException {
        if (parameter.length() > MAX_LENGTH) {
            throw new InvalidClaimsException("claims must have at most " + MAX_LENGTH + " characters.");
        }
        try {
            return JSON.readTree(parameter);
        } catch (JacksonException ex) { // its message repeats what was sent
            throw new InvalidClaimsException("claims must be JSON, each name once, at most " + MAX_DEPTH + " deep.");
        }
    }

    private static Map<String, ClaimRequest> member(JsonNode root, String name) throws InvalidClaimsException {
        JsonNode member = root.get(name);
        if (member == null || member.isNull()) {
            return Map.of();
        }
        if (!member.isObject() || member.size() > MAX_CLAIMS) {
            throw new InvalidClaimsException(
                    "claims: " + name + " must be an object of at most " + MAX_CLAIMS + " claims.");
        }
        Map<String, ClaimRequest> claims = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> claim : member.properties()) {
            claims.put(claim.getKey(), claim(claim.getValue()));
        }
        return claims;
    }

    private static ClaimRequest claim(JsonNode asked) throws InvalidClaimsException {
        if (asked.isNull()) {
            return ClaimRequest.ANY;
        }
        if (!asked.isObject()) {
            throw new InvalidClaimsException("claims: what is asked about a claim must be null or an object.");
        }
        return new ClaimRequest(isEssential(asked.get("essential")), values(asked));
    }

    private static boolean isEssential(@Nullable JsonNode essential) throws InvalidClaimsException {
        if (essential != null && !essential.isBoolean()) {
            throw new InvalidClaimsException("claims: essential must be true or false.");
        }
        return essential != null && essential.booleanValue();
    }

    private static List<JsonNode> values(JsonNode asked) throws InvalidClaimsException {
        List<JsonNode> values = new ArrayList<>();
        if (asked.has("value")) {
            values.add(asked.get("value"));
        }
        JsonNode several = asked.get("values");
        if (several != null) {
            if (!several.isArray() || several.isEmpty() || several.size() > MAX_VALUES) {
                throw new InvalidClaimsException("claims: values must be an array of 1 to " + MAX_VALUES + ".");
            }
            several.forEach(values::add);
        }
        return values;
    }
}
