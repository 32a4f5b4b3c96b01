package org.gatehouse.server.authorization;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says who the server is in this request. The framework's own filter puts the issuer together from the request's address,
 * a tenth of what a question about a token costs; the door has found the realm already, and the realm knows its issuer.
 */
final class RealmServerFilter extends OncePerRequestFilter {

    /** What it stands in for; it is not public. */
    static final String STANDS_IN_FOR = "AuthorizationServerContextFilter";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        AuthorizationServerContextHolder.setContext(
                new InProcessServer(CurrentRequest.currentRealm().issuer()));
        try {
            chain.doFilter(request, response);
        } finally {
            AuthorizationServerContextHolder.resetContext();
        }
    }
}
