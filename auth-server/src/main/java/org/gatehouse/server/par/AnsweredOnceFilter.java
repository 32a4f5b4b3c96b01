package org.gatehouse.server.par;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Uses a reference up when there is nothing left to ask the person: what follows is the code. Of two requests that come
 * at once, one gets it; the other goes nowhere, because the first is on its way to the redirect URI.
 */
final class AnsweredOnceFilter extends OncePerRequestFilter {

    private final PushedRequests requests;

    AnsweredOnceFilter(PushedRequests requests) {
        this.requests = requests;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> uri = Pushed.uri(request);
        if (uri.isPresent() && !requests.answer(CurrentRequest.currentRealm(), uri.get())) {
            OAuth2Error error =
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "The request_uri was used before.", null);
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(error, null);
        }
        chain.doFilter(request, response);
    }
}
