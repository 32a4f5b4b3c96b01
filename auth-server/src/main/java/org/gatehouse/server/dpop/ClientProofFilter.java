package org.gatehouse.server.dpop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.authorization.Refusals;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.tokens.SenderKey;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Checks the proof of a client that asks for tokens (RFC 9449 section 5) or pushes a request (section 10.1). After the
 * client's authentication, so that only clients can fill the memory of proofs.
 */
final class ClientProofFilter extends OncePerRequestFilter {

    private static final String TOKEN = "/oauth2/token";
    private static final String PUSH = "/oauth2/par";

    private final Proofs proofs;
    private final Refusals refusals;

    ClientProofFilter(Proofs proofs, Refusals refusals) {
        this.proofs = proofs;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean forTokens = request.getRequestURI().endsWith(TOKEN);
        Optional<ClientDefinition> client = client();
        if (client.isEmpty() || !(forTokens || request.getRequestURI().endsWith(PUSH))) {
            chain.doFilter(request, response);
            return;
        }
        try {
            check(request, client.get(), forTokens);
        } catch (InvalidProofException ex) {
            refuse(request, response, ex, forTokens);
            return;
        }
        chain.doFilter(new WithoutProof(request), response);
    }

    private void check(HttpServletRequest request, ClientDefinition client, boolean forTokens) {
        Optional<Proof> proof = proofs.find(request, null);
        if (proof.isEmpty() && forTokens && KeyRules.mustBind(client)) {
            throw new InvalidProofException("All tokens of this client are bound to a key, and there is no proof.");
        }
        proof.ifPresent(good -> {
            KeyRules.requireAllowed(client, good);
            SenderKey.proven(request, good.thumbprint());
        });
    }

    private void refuse(
            HttpServletRequest request, HttpServletResponse response, InvalidProofException ex, boolean forTokens)
            throws IOException {
        if (forTokens) {
            refusals.token(request, response, ex);
        } else {
            refusals.pushed(request, response, ex);
        }
    }

    private static Optional<ClientDefinition> client() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof OAuth2ClientAuthenticationToken client
                && client.isAuthenticated()) {
            RegisteredClient registered = client.getRegisteredClient();
            return registered == null
                    ? Optional.empty()
                    : CurrentRequest.currentRealm().findClient(registered.getClientId());
        }
        return Optional.empty();
    }
}
