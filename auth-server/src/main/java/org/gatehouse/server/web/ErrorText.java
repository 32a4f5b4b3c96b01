package org.gatehouse.server.web;

import org.springframework.http.HttpStatus;

/** The few things worth telling people apart; every other status is told as the general one of its class. */
enum ErrorText {
    BAD_REQUEST(400),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    CONTENT_TOO_LARGE(413),
    TOO_MANY_REQUESTS(429),
    INTERNAL_SERVER_ERROR(500),
    SERVICE_UNAVAILABLE(503);

    private final int status;

    ErrorText(int status) {
        this.status = status;
    }

    static ErrorText of(HttpStatus status) {
        for (ErrorText text : values()) {
            if (text.status == status.value()) {
                return text;
            }
        }
        return status.is5xxServerError() ? INTERNAL_SERVER_ERROR : BAD_REQUEST;
    }

    /** Message codes are {@code error.{code}.title} and {@code error.{code}.text}. */
    String code() {
        return "error." + status;
    }
}
