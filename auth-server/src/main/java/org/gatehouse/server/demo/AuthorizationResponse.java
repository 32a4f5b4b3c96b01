package org.gatehouse.server.demo;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the browser came back with. Believed only after it was compared with what was sent. */
record AuthorizationResponse(
        @Nullable String code,
        @Nullable String state,
        @Nullable String iss,
        @Nullable String error,
        @Nullable String errorDescription) {

    /** Errors with an explanation of their own. */
    private static final Set<String> TOLD = Set.of(
            "access_denied",
            "invalid_scope",
            "login_required",
            "server_error",
            "temporarily_unavailable",
            "unauthorized_client");

    static AuthorizationResponse of(Map<String, String[]> parameters) {
        return new AuthorizationResponse(
                single(parameters, "code"),
                single(parameters, "state"),
                single(parameters, "iss"),
                single(parameters, "error"),
                single(parameters, "error_description"));
    }

    private static @Nullable String single(Map<String, String[]> parameters, String name) {
        String[] values = parameters.get(name);
        if (values != null && values.length > 1) {
            throw new DemoProblem("repeated", name); // RFC 6749, 3.1
        }
        return values == null ? null : values[0];
    }

    /** The code, if this is the answer to this very dance; in the order in which a lie would matter. */
    String verifiedCode(Dance dance, Metadata metadata) {
        if (!Secrets.same(dance.state(), state)) {
            throw new DemoProblem("state");
        }
        if (iss == null ? metadata.namesIssuerInAnswer() : !iss.equals(metadata.issuer())) {
            throw new DemoProblem("iss", iss); // RFC 9207: the answer of another realm
        }
        if (error != null) {
            throw new DemoProblem(TOLD.contains(error) ? error : "error", errorInOwnWords());
        }
        if (code == null || code.isEmpty()) {
            throw new DemoProblem("no-code");
        }
        return code;
    }

    private String errorInOwnWords() {
        return errorDescription == null ? String.valueOf(error) : error + ": " + errorDescription;
    }
}
