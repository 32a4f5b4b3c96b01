package org.gatehouse.keycloak.trail;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponseException;

/**
 * What is asked for is not done, since it would not be traced; later it may be. Of Keycloak's own kind: its resources
 * turn many others into "bad request".
 */
final class TrailRefusal extends ErrorResponseException {

    private static final long serialVersionUID = 1;

    /** Seconds after which it is worth another attempt. */
    private static final int RETRY_AFTER = 10;

    private static final String BODY = """
            {"error":"temporarily_unavailable","error_description":"%s Nothing was done. Try again later."}""";

    private final String why;

    private TrailRefusal(String why, @Nullable Throwable cause, Response answer) {
        super(answer);
        this.why = why;
        if (cause != null) {
            addSuppressed(cause); // Keycloak's class has fixed its cause already
        }
    }

    /** People get Keycloak's own page for this status, programs the error of RFC 6749. */
    static TrailRefusal of(KeycloakSession session, String why, @Nullable Throwable cause) {
        Response.ResponseBuilder answer =
                Response.status(Response.Status.SERVICE_UNAVAILABLE).header("Retry-After", RETRY_AFTER);
        if (!wantsPage(session)) {
            answer.type(MediaType.APPLICATION_JSON_TYPE).entity(BODY.formatted(why));
        }
        return new TrailRefusal(why, cause, answer.build());
    }

    @Override
    public String getMessage() {
        return why;
    }

    private static boolean wantsPage(KeycloakSession session) {
        String accepted = Requests.header(session, "Accept");
        return accepted != null && accepted.contains("text/html");
    }
}
