package org.gatehouse.server.api;

import org.springframework.http.HttpStatus;

/** The request itself is not right: what it says, not what it asks for. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    private ApiException(HttpStatus status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static ApiException invalid(String message) {
        return new ApiException(HttpStatus.BAD_REQUEST, "invalid-request", message);
    }

    static ApiException tooLarge(int largest) {
        return new ApiException(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "The body must not be larger than " + largest / 1024 + " KiB.");
    }

    static ApiException versionMissing() {
        return new ApiException(
                HttpStatus.PRECONDITION_REQUIRED,
                "version-missing",
                "Send the ETag of what you have seen: If-Match: \"...\".");
    }

    static ApiException keyReused() {
        return new ApiException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-reused",
                "This Idempotency-Key came with another request before; use a new one.");
    }

    static ApiException notFound(String message) {
        return new ApiException(HttpStatus.NOT_FOUND, "not-found", message);
    }

    static ApiException rangeBeyond(long length) {
        return new ApiException(
                HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "range", "The file has " + length + " bytes.");
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}
