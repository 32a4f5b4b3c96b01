package org.gatehouse.server.par;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.server.authorization.AuthorizationQuery;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.PendingRequests;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the pushed request in the place of its reference. A reference that is of no client, of another, too old or
 * answered stays what it is: the framework, which stores nothing here, refuses it without going anywhere.
 */
final class PushedRequestFilter extends OncePerRequestFilter {

    private static final String AUTHORIZE = "/oauth2/authorize";

    private final PushedRequests requests;
    private final PendingRequests pendingRequests;
    private final Clock clock;

    PushedRequestFilter(PushedRequests requests, PendingRequests pendingRequests, Clock clock) {
        this.requests = requests;
        this.pendingRequests = pendingRequests;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String uri = request.getParameter(OAuth2ParameterNames.REQUEST_URI);
        String clientId = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        if (uri == null || clientId == null || !request.getRequestURI().endsWith(AUTHORIZE)) {
            chain.doFilter(request, response);
            return;
        }
        String query = query(clientId, uri);
        Optional<PushedRequest> pushed = requests.find(CurrentRequest.currentRealm(), clientId, uri)
                .filter(found -> isInTime(request, query, found));
        if (pushed.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        if (!pushed.get().begun()) {
            requests.begin(CurrentRequest.currentRealm(), uri, pushed.get());
        }
        AuthorizationQuery.remember(request, query);
        Pushed.mark(request, uri);
        chain.doFilter(new ExpandedRequest(request, pushed.get().parameters()), response);
    }

    /** Who began in time finishes in the browser they began in, and nobody else does. */
    private boolean isInTime(HttpServletRequest request, String query, PushedRequest pushed) {
        return clock.instant().isBefore(pushed.beginBefore())
                || pendingRequests.findByQuery(request, query).isPresent();
    }

    private static String query(String clientId, String uri) {
        return AuthorizationQuery.of(Map.of(
                OAuth2ParameterNames.CLIENT_ID, new String[] {clientId},
                OAuth2ParameterNames.REQUEST_URI, new String[] {uri}));
    }
}
