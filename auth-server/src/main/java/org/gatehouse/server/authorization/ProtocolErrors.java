package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatehouse.server.web.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;

/** Error answers in JSON (RFC 6749 section 5.2). */
public final class ProtocolErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolErrors.class);

    /**
     * How the framework's user info endpoint describes any exception but its own: it takes them all for a bad request. The
     * exception is not handed on, so its text has to tell; nearly always the database was away.
     */
    private static final String NOT_THE_REQUEST = "OpenID Connect 1.0 UserInfo Error: ";

    private static final OAuth2ErrorHttpMessageConverter CONVERTER = new OAuth2ErrorHttpMessageConverter();

    private ProtocolErrors() {}

    /** Of the error, as much is written as may be told here. */
    static void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, OAuth2Error error)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode())
                && request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"clients\"");
        }
        ServletServerHttpResponse answer = new ServletServerHttpResponse(response);
        answer.setStatusCode(status);
        CONVERTER.write(ErrorDetail.told(request, error), null, answer);
    }

    /** Whether it is no refusal but a failure of ours; then it is logged, and the framework's text tells nobody else. */
    static boolean isOurs(HttpServletRequest request, OAuth2Error error) {
        String description = error.getDescription();
        boolean ours = description != null && description.startsWith(NOT_THE_REQUEST);
        if (ours) {
            LOG.error("Request {} failed: {}", RequestId.of(request), description);
        }
        return ours;
    }

    static HttpStatus status(OAuth2Error error) {
        return switch (error.getErrorCode()) {
            case OAuth2ErrorCodes.INVALID_CLIENT -> HttpStatus.UNAUTHORIZED;
            case OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE -> HttpStatus.TOO_MANY_REQUESTS;
            default -> HttpStatus.BAD_REQUEST;
        };
    }
}
