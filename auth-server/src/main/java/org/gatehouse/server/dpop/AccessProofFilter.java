package org.gatehouse.server.dpop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatehouse.server.authorization.ProtocolErrors;
import org.gatehouse.server.tokens.BearerTokens;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Passes an access token the framework has read only in the hands it is bound to. */
final class AccessProofFilter extends OncePerRequestFilter {

    private static final String PRESENTED = AccessProofFilter.class.getName() + ".presented";

    private final AccessProofs proofs;

    AccessProofFilter(AccessProofs proofs) {
        this.proofs = proofs;
    }

    static void remember(HttpServletRequest request, PresentedToken presented) {
        request.setAttribute(PRESENTED, presented);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication()
                        instanceof AbstractOAuth2TokenAuthenticationToken<?> caller
                && caller.getToken() instanceof Jwt token) {
            try {
                proofs.require(request, presented(request, token), BearerTokens.keyThumbprint(token));
            } catch (OAuth2AuthenticationException ex) {
                ProtocolErrors.bearer(request, response, ex);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static PresentedToken presented(HttpServletRequest request, Jwt token) {
        return request.getAttribute(PRESENTED) instanceof PresentedToken presented
                ? presented
                : new PresentedToken(token.getTokenValue(), false);
    }
}
