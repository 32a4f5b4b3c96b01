package org.gatehouse.server.dpop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gatehouse.server.authorization.ProtocolErrors;
import org.gatehouse.server.tokens.BearerTokens;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads an access token that comes to user info under the scheme DPoP. Those that come as a bearer's the framework reads,
 * and refuses when they are bound to a key.
 */
final class AccessProofFilter extends OncePerRequestFilter {

    private static final String USER_INFO = "/userinfo";

    private final AccessProofs proofs;
    private final JwtDecoder accessTokens;

    AccessProofFilter(AccessProofs proofs, JwtDecoder accessTokens) {
        this.proofs = proofs;
        this.accessTokens = accessTokens;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().endsWith(USER_INFO);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<PresentedToken> presented = PresentedToken.in(request).filter(PresentedToken::bound);
        if (presented.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        DPoPChallenges answer = new DPoPChallenges(response);
        try {
            accept(request, presented.get());
        } catch (OAuth2AuthenticationException ex) {
            ProtocolErrors.bearer(request, answer, ex);
            return;
        }
        chain.doFilter(request, answer);
    }

    private void accept(HttpServletRequest request, PresentedToken presented) {
        Jwt token = decode(presented.token());
        proofs.require(request, presented, BearerTokens.keyThumbprint(token));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new JwtAuthenticationToken(token, List.of()));
        SecurityContextHolder.setContext(context);
    }

    private Jwt decode(String token) {
        try {
            return accessTokens.decode(token);
        } catch (JwtException ex) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_TOKEN);
        }
    }
}
