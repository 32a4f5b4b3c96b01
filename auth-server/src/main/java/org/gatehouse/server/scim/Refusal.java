package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.exceptions.ScimException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer in SCIM's form (RFC 7644 section 3.12) that does nothing of what was asked. */
final class Refusal extends ScimException {

    private static final long serialVersionUID = 1L;

    /** Values of {@code scimType} (RFC 7644, table 9). */
    static final String INVALID_FILTER = "invalidFilter";

    static final String INVALID_PATH = "invalidPath";
    static final String INVALID_SYNTAX = "invalidSyntax";
    static final String INVALID_VALUE = "invalidValue";
    static final String MUTABILITY = "mutability";
    static final String TOO_MANY = "tooMany";
    static final String UNIQUENESS = "uniqueness";

    private Refusal(int status, @Nullable String type, String detail, Map<String, String> headers) {
        super(detail, null, status, type, headers);
    }

    static Refusal of(int status, String detail) {
        return new Refusal(status, null, detail, Map.of());
    }

    static Refusal invalid(String type, String detail) {
        return new Refusal(400, type, detail, Map.of());
    }

    static Refusal notFound() {
        return of(404, "There is no such resource.");
    }

    static Refusal taken(String detail) {
        return new Refusal(409, UNIQUENESS, detail, Map.of());
    }

    /** @param allowed methods, as the header {@code Allow} lists them */
    static Refusal method(String allowed) {
        return new Refusal(405, null, "Here the methods are: " + allowed + ".", Map.of("Allow", allowed));
    }

    static Refusal unavailable() {
        return new Refusal(
                503, null, "The service cannot answer at present; ask again soon.", Map.of("Retry-After", "5"));
    }
}
