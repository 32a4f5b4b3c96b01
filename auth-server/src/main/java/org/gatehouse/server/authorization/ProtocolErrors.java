package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.gatehouse.server.web.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;

/** Error answers in JSON (RFC 6749 section 5.2). */
public final class ProtocolErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolErrors.class);

    /**
     * How two of the framework's endpoints describe any exception but its own: they take them all for a bad request. The
     * exception is not handed on, so its text has to tell; nearly always the database was away.
     */
    private static final List<String> NOT_THE_REQUEST =
            List.of("OpenID Connect 1.0 UserInfo Error: ", "OpenID Connect 1.0 RP-Initiated Logout Error: ");

    private static final OAuth2ErrorHttpMessageConverter CONVERTER = new OAuth2ErrorHttpMessageConverter();

    private ProtocolErrors() {}

    static void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, OAuth2Error error)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode())
                && request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"clients\"");
        }
        ServletServerHttpResponse answer = new ServletServerHttpResponse(response);
        answer.setStatusCode(status);
        CONVERTER.write(error, null, answer);
    }

    /** Refuses a bearer token (RFC 6750 section 3); who sent none is told only what to send. */
    public static void bearer(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        OAuth2Error error = ex instanceof OAuth2AuthenticationException oauth
                ? oauth.getError()
                : new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN);
        if (isOurs(request, error)) {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, sent ? "Bearer error=\"" + error.getErrorCode() + "\"" : "Bearer");
        boolean tooLittle = OAuth2ErrorCodes.INSUFFICIENT_SCOPE.equals(error.getErrorCode());
        write(request, response, tooLittle ? HttpStatus.FORBIDDEN : HttpStatus.UNAUTHORIZED, error);
    }

    /** Whether it is no refusal but a failure of ours; then it is logged, and the framework's text tells nobody else. */
    static boolean isOurs(HttpServletRequest request, OAuth2Error error) {
        String description = error.getDescription();
        boolean ours = description != null && NOT_THE_REQUEST.stream().anyMatch(description::startsWith);
        if (ours) {
            LOG.error("Request {} failed: {}", RequestId.of(request), description);
        }
        return ours;
    }

    static HttpStatus status(OAuth2Error error) {
        return OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode())
                ? HttpStatus.UNAUTHORIZED
                : HttpStatus.BAD_REQUEST;
    }
}
