package org.gatehouse.server.api;

import org.gatehouse.server.reporting.ReportRefusedException.Reason;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** How HTTP says why a report was not taken. */
final class ReportStatus {

    /** Seconds; a report is written in a fraction of one. */
    private static final String RETRY_AFTER = "1";

    private ReportStatus() {}

    static HttpStatus of(Reason reason) {
        return switch (reason) {
            case SCOPE_MISSING, PROGRAM_NEEDED -> HttpStatus.FORBIDDEN;
            case NO_JSON, NO_ENTRIES, KEY_UNUSABLE -> HttpStatus.BAD_REQUEST;
            case TOO_MANY_ENTRIES -> HttpStatus.CONTENT_TOO_LARGE;
            case KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case CLIENT_BUSY -> HttpStatus.TOO_MANY_REQUESTS;
            case TRAIL_BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    static HttpHeaders headers(Reason reason) {
        HttpHeaders headers = new HttpHeaders();
        switch (reason) {
            case SCOPE_MISSING -> headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
            case CLIENT_BUSY, TRAIL_BUSY -> headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            default -> {
                // nothing but the problem
            }
        }
        return headers;
    }
}
