package org.gatehouse.server.registration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A refusal in the terms of RFC 7591 section 3.2.2 and RFC 6750 section 3. */
final class RegistrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String error;
    private final @Nullable Duration wait;

    private RegistrationException(HttpStatus status, String error, String description, @Nullable Duration wait) {
        super(description);
        this.status = status;
        this.error = error;
        this.wait = wait;
    }

    static RegistrationException metadata(String description) {
        return new RegistrationException(HttpStatus.BAD_REQUEST, "invalid_client_metadata", description, null);
    }

    static RegistrationException redirectUri(String description) {
        return new RegistrationException(HttpStatus.BAD_REQUEST, "invalid_redirect_uri", description, null);
    }

    /** Nobody's statements are trusted here, and one that is ignored would be relied upon. */
    static RegistrationException softwareStatement() {
        return new RegistrationException(
                HttpStatus.BAD_REQUEST, "unapproved_software_statement", "Software statements are not accepted.", null);
    }

    static RegistrationException tooLarge() {
        return new RegistrationException(
                HttpStatus.CONTENT_TOO_LARGE, "invalid_client_metadata", "The request is too large.", null);
    }

    static RegistrationException token() {
        return new RegistrationException(
                HttpStatus.UNAUTHORIZED, "invalid_token", "The token is missing, wrong, used up or expired.", null);
    }

    static RegistrationException denied(String description) {
        return new RegistrationException(HttpStatus.FORBIDDEN, "access_denied", description, null);
    }

    static RegistrationException tooMany(Duration wait) {
        return new RegistrationException(
                HttpStatus.TOO_MANY_REQUESTS, "temporarily_unavailable", "Too many requests; try again later.", wait);
    }

    HttpStatus status() {
        return status;
    }

    String error() {
        return error;
    }

    /** How long to wait before another try; null when that would change nothing. */
    @Nullable
    Duration waitFor() {
        return wait;
    }
}
