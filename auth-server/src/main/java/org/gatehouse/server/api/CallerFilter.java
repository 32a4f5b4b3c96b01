package org.gatehouse.server.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.gatehouse.server.reporting.Reports;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.web.Explanation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request of the API pass only with a good access token of the realm in its path (RFC 6750), and bounds what it
 * may send. Nothing below {@code /api} exists outside a realm but the description of the API itself.
 */
final class CallerFilter extends OncePerRequestFilter {

    /** Where handlers find who calls. */
    static final String ACTOR = "org.gatehouse.server.api.actor";

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST_TOKEN = 8_000;
    /** Where handlers find the scopes of the caller's token. */
    static final String SCOPES = "org.gatehouse.server.api.scopes";

    private static final int LARGEST_FILE = 2 * 1024 * 1024;

    private final Callers callers;

    CallerFilter(Callers callers) {
        this.callers = callers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals(OpenApi.PATH) || request.getDispatcherType() == DispatcherType.ERROR;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (CurrentRequest.get().realm() == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Optional<Callers.Caller> caller = token(request).flatMap(callers::find);
        if (caller.isEmpty()) {
            refuse(request, response);
            return;
        }
        request.setAttribute(ACTOR, caller.get().actor());
        request.setAttribute(SCOPES, caller.get().scopes());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        chain.doFilter(new BoundedBody(request, largest(request)), response);
    }

    /** A realm of a thousand clients, with their secrets, is a large body, and so are a thousand entries. */
    private static int largest(HttpServletRequest request) {
        if (request.getRequestURI().endsWith(ReportsApi.PATH)) {
            return Reports.LARGEST;
        }
        return request.getRequestURI().contains("/configuration") ? LARGEST_FILE : BoundedBody.LARGEST;
    }

    private static Optional<String> token(HttpServletRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer && header.length() <= LONGEST_TOKEN
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, sent ? "Bearer error=\"invalid_token\"" : "Bearer");
        Explanation.give(
                request,
                sent
                        ? "The access token is not one of this realm, has expired or was ended."
                        : "Send an access token of this realm: Authorization: Bearer ...");
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }
}
