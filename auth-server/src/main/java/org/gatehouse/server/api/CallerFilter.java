package org.gatehouse.server.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.server.dpop.AccessProofs;
import org.gatehouse.server.dpop.Challenge;
import org.gatehouse.server.dpop.PresentedToken;
import org.gatehouse.server.reporting.Reports;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.web.Explanation;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request of the API pass only with a good access token of the realm in its path (RFC 6750, RFC 9449), and bounds what it
 * may send. Nothing below {@code /api} exists outside a realm but the description of the API itself.
 */
final class CallerFilter extends OncePerRequestFilter {

    /** Where handlers find who calls. */
    static final String ACTOR = "org.gatehouse.server.api.actor";

    private static final String SEND_ONE = "Send an access token of this realm: Authorization: Bearer ...";

    /** Where handlers find the scopes of the caller's token. */
    static final String SCOPES = "org.gatehouse.server.api.scopes";

    private static final Set<String> LISTS = Set.of("attribute", "reveal");

    private static final int LARGEST_FILE = 2 * 1024 * 1024;

    private final Callers callers;
    private final AccessProofs proofs;

    CallerFilter(Callers callers, AccessProofs proofs) {
        this.callers = callers;
        this.proofs = proofs;
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
        Optional<PresentedToken> presented = PresentedToken.in(request);
        Optional<Callers.Caller> caller = presented.flatMap(token -> callers.find(token.token()));
        if (caller.isEmpty()) {
            refuse(request, response, OAuth2ErrorCodes.INVALID_TOKEN);
            return;
        }
        try {
            proofs.require(request, presented.get(), caller.get().keyThumbprint());
        } catch (OAuth2AuthenticationException ex) {
            refuse(request, response, ex.getError().getErrorCode());
            return;
        }
        Optional<String> repeated = repeated(request);
        if (repeated.isPresent()) {
            Explanation.give(request, repeated.get() + " must be there once.");
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        request.setAttribute(ACTOR, caller.get().actor());
        request.setAttribute(SCOPES, caller.get().scopes());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        chain.doFilter(new BoundedBody(request, largest(request)), response);
    }

    /** Of a parameter that is there twice, one would be overlooked; two of ours are lists. */
    private static Optional<String> repeated(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(parameter -> parameter.getValue().length > 1 && !LISTS.contains(parameter.getKey()))
                .map(parameter ->
                        parameter.getKey().matches("[a-zA-Z]{1,20}") ? "'" + parameter.getKey() + "'" : "Each")
                .findFirst();
    }

    /** A realm of a thousand clients, with their secrets, is a large body, and so are a thousand entries. */
    private static int largest(HttpServletRequest request) {
        if (request.getRequestURI().endsWith(ReportsApi.PATH)) {
            return Reports.LARGEST;
        }
        return request.getRequestURI().contains("/configuration") ? LARGEST_FILE : BoundedBody.LARGEST;
    }

    /** In the words of the scheme the token came under (RFC 6750 section 3, RFC 9449 section 7.1). */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, String error)
            throws IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, Challenge.of(null));
        } else {
            boolean bound =
                    PresentedToken.in(request).filter(PresentedToken::bound).isPresent();
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE, bound ? Challenge.of(error) : "Bearer error=\"" + error + "\"");
        }
        Explanation.give(request, header == null ? SEND_ONE : explanation(error));
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }

    private static String explanation(String error) {
        return OAuth2ErrorCodes.INVALID_DPOP_PROOF.equals(error)
                ? "The token is bound to a key, and there is no good proof for this one request."
                : "The access token is not one of this realm, has expired, was ended, or is bound to a key.";
    }
}
