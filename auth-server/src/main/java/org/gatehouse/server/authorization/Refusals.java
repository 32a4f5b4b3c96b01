package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.stereotype.Component;

/** Refuses a client or its token request: the entry first, then the answer. */
@Component
public class Refusals {

    /** RFC 8628 section 3.5: nothing is decided yet, and clients ask every few seconds. */
    private static final Set<String> NOT_YET = Set.of("authorization_pending", "slow_down");

    private final Trail trail;

    Refusals(Trail trail) {
        this.trail = trail;
    }

    void clientAuthentication(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        SecurityContextHolder.clearContext();
        // Without the description, which would tell a stranger which half of the credentials was wrong.
        OAuth2Error error = new OAuth2Error(error(ex).getErrorCode());
        // The framework checks a public client's code and verifier here: then the grant is refused, not the client.
        boolean ofTheGrant = OAuth2ErrorCodes.INVALID_GRANT.equals(error.getErrorCode());
        Activity activity = ofTheGrant ? Activity.TOKEN_REFUSED : Activity.CLIENT_AUTH_FAILED;
        trail.record(event(activity, presentedClient(request)).reason(error.getErrorCode()));
        ProtocolErrors.write(request, response, ProtocolErrors.status(error), error);
    }

    /** Of what an authenticated client asked for. */
    public void token(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        OAuth2Error error = error(ex);
        if (!NOT_YET.contains(error.getErrorCode())) {
            trail.record(event(Activity.TOKEN_REFUSED, authenticatedClient()).reason(error.getErrorCode()));
        }
        ProtocolErrors.write(request, response, ProtocolErrors.status(error), error);
    }

    /** Of a client within this service, which gets no answer from an endpoint. */
    void builtInClient(String clientId, OAuth2Error error) {
        trail.record(event(Activity.TOKEN_REFUSED, clientId).reason(error.getErrorCode()));
    }

    void authorization(@Nullable String clientId, OAuth2Error error) {
        trail.record(event(Activity.TOKEN_REFUSED, clientId)
                .reason(error.getErrorCode())
                .detail("endpoint", "authorize"));
    }

    private AuditEvent.Builder event(Activity activity, @Nullable String clientId) {
        Realm realm = CurrentRequest.currentRealm();
        // What a stranger typed as a client id is not repeated in the trail.
        Optional<String> known =
                Optional.ofNullable(clientId).filter(id -> realm.findClient(id).isPresent());
        return trail.event(realm, activity, known.orElse(null), null)
                .actor(known.map(Party::client).orElseGet(Party::anonymous))
                .outcome(Outcome.DENIED);
    }

    private static OAuth2Error error(AuthenticationException ex) {
        return ex instanceof OAuth2AuthenticationException oauth
                ? oauth.getError()
                : new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST);
    }

    private static @Nullable String authenticatedClient() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof OAuth2ClientAuthenticationToken client && client.getRegisteredClient() != null
                ? client.getRegisteredClient().getClientId()
                : null;
    }

    private static @Nullable String presentedClient(HttpServletRequest request) {
        String inBody = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        return inBody != null ? inBody : BasicCredentials.userName(request.getHeader(HttpHeaders.AUTHORIZATION));
    }
}
