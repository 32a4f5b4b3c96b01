package org.gatehouse.server.scim;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.gatehouse.realm.ScimScope;
import org.gatehouse.server.dpop.AccessProofs;
import org.gatehouse.server.dpop.Challenge;
import org.gatehouse.server.dpop.PresentedToken;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a request pass only with a good token of the realm in its path, whose client may provision (RFC 6750, RFC 9449). */
final class ScimCallerFilter extends OncePerRequestFilter {

    /** Where the controller finds who calls. */
    static final String CLIENT = "org.gatehouse.server.scim.client";

    private final ProvisioningClients clients;
    private final AccessProofs proofs;

    ScimCallerFilter(ProvisioningClients clients, AccessProofs proofs) {
        this.clients = clients;
        this.proofs = proofs;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getDispatcherType() == DispatcherType.ERROR;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Realm realm = CurrentRequest.get().realm();
        if (realm == null) {
            ScimAnswers.refuse(response, Refusal.of(404, "There is no such realm."));
            return;
        }
        try {
            if (admits(realm, request, response)) {
                chain.doFilter(request, response);
            }
        } catch (OAuth2AuthenticationException ex) {
            refuse(request, response, ex.getError().getErrorCode());
        }
    }

    private boolean admits(Realm realm, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<PresentedToken> presented = PresentedToken.in(request);
        Optional<ProvisioningClients.Presented> found = presented.flatMap(token -> clients.find(realm, token.token()));
        if (found.isEmpty()) {
            refuse(request, response, OAuth2ErrorCodes.INVALID_TOKEN);
            return false;
        }
        proofs.require(request, presented.get(), found.get().keyThumbprint());
        ProvisioningClient client = found.get().client();
        if (client == null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
            ScimAnswers.refuse(
                    response,
                    Refusal.of(403, "This needs a client's own token with the scope " + ScimScope.NAME + "."));
            return false;
        }
        request.setAttribute(CLIENT, client);
        return true;
    }

    /** In the words of the scheme the token came under (RFC 6750 section 3, RFC 9449 section 7.1). */
    private static void refuse(HttpServletRequest request, HttpServletResponse response, @Nullable String error)
            throws IOException {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, Challenge.of(null));
        } else {
            boolean bound =
                    PresentedToken.in(request).filter(PresentedToken::bound).isPresent();
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE, bound ? Challenge.of(error) : "Bearer error=\"" + error + "\"");
        }
        ScimAnswers.refuse(
                response,
                Refusal.of(
                        401,
                        "Send a token of this realm that is good: not expired, not ended, and with its proof when it is"
                                + " bound to a key."));
    }
}
