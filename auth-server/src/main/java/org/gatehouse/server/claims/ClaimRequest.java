package org.gatehouse.server.claims;

import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * What is asked about one claim.
 *
 * @param essential whether the client says it cannot do without
 * @param values it would accept, the preferred first; empty means any
 */
public record ClaimRequest(boolean essential, List<JsonNode> values) {

    public static final ClaimRequest ANY = new ClaimRequest(false, List.of());

    public ClaimRequest {
        values = List.copyOf(values);
    }

    /** Whether this is a value the client asked for. */
    public boolean accepts(Object value) {
        return values.isEmpty() || values.stream().anyMatch(wanted -> Objects.equals(plain(wanted), value));
    }

    /** The values that are text. */
    public List<String> texts() {
        return values.stream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .toList();
    }

    private static Object plain(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isString() ? value.stringValue() : value;
    }
}
