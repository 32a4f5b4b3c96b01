package org.gatehouse.server.dpop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets the framework read a token that came under the scheme DPoP; {@link AccessProofFilter} looks at the rest. */
final class SchemeFilter extends OncePerRequestFilter {

    private static final String USER_INFO = "/userinfo";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<PresentedToken> presented = PresentedToken.in(request);
        if (request.getRequestURI().endsWith(USER_INFO)
                && presented.filter(PresentedToken::bound).isPresent()) {
            AccessProofFilter.remember(request, presented.get());
            chain.doFilter(new AsBearer(request, presented.get()), new DPoPChallenges(response));
        } else {
            chain.doFilter(request, response);
        }
    }
}
