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
import org.springframework.http.HttpStatus;
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
        OAuth2Error error = Unsaid.complete(error(ex));
        // The framework checks a public client's code and verifier here: then the grant is refused, not the client.
        boolean ofTheGrant = OAuth2ErrorCodes.INVALID_GRANT.equals(error.getErrorCode());
        Activity activity = ofTheGrant ? Activity.TOKEN_REFUSED : Activity.CLIENT_AUTH_FAILED;
        trail.record(event(activity, presentedClient(request), error).reason(reason(ex, error)));
        // Without the description, which would tell a stranger which half of the credentials was wrong.
        OAuth2Error told = ofTheGrant ? error : new OAuth2Error(error.getErrorCode());
        ProtocolErrors.write(request, response, ProtocolErrors.status(error), told);
    }

    /** What was wrong with credentials is for operators alone. */
    private static String reason(AuthenticationException ex, OAuth2Error error) {
        return ex.getCause() instanceof CredentialsFault fault ? fault.code() : error.getErrorCode();
    }

    /** Of what an authenticated client asked for. */
    public void token(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        OAuth2Error error = Unsaid.complete(error(ex));
        if (!NOT_YET.contains(error.getErrorCode())) {
            trail.record(event(Activity.TOKEN_REFUSED, authenticatedClient(), error));
        }
        ProtocolErrors.write(request, response, ProtocolErrors.status(error), error);
    }

    /** Of an authorization request that was not sent through a browser. */
    public void pushed(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        OAuth2Error error = Unsaid.complete(error(ex));
        trail.record(event(Activity.TOKEN_REFUSED, authenticatedClient(), error).detail("endpoint", "par"));
        if (ex instanceof TooManyRequestsException tooMany) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.waitFor().toSeconds() + 1));
        }
        ProtocolErrors.write(request, response, ProtocolErrors.status(error), error);
    }

    /** Of a client within this service, which gets no answer from an endpoint. */
    void builtInClient(String clientId, OAuth2Error error) {
        trail.record(event(Activity.TOKEN_REFUSED, clientId, error));
    }

    void authorization(@Nullable String clientId, OAuth2Error error) {
        trail.record(event(Activity.TOKEN_REFUSED, clientId, error).detail("endpoint", "authorize"));
    }

    /** Of a request nobody may send, whoever it is from. */
    void malformed(HttpServletRequest request, HttpServletResponse response, OAuth2Error error) throws IOException {
        trail.record(event(Activity.TOKEN_REFUSED, presentedClient(request), error));
        ProtocolErrors.write(request, response, HttpStatus.BAD_REQUEST, error);
    }

    /** Refuses a bearer token (RFC 6750 section 3); who sent none is told only what to send. */
    public void bearer(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        OAuth2Error error = ex instanceof OAuth2AuthenticationException oauth
                ? oauth.getError()
                : new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN);
        if (ProtocolErrors.isOurs(request, error)) {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null || BearerSource.isInForm(request);
        if (sent) {
            boolean userInfo = request.getRequestURI().endsWith(ProtocolEndpoints.USERINFO);
            trail.record(event(Activity.TOKEN_REFUSED, null, error).detail("endpoint", userInfo ? "userinfo" : null));
        }
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, sent ? "Bearer error=\"" + error.getErrorCode() + "\"" : "Bearer");
        ProtocolErrors.write(request, response, bearerStatus(error), error);
    }

    private static HttpStatus bearerStatus(OAuth2Error error) {
        return switch (error.getErrorCode()) {
            case OAuth2ErrorCodes.INSUFFICIENT_SCOPE -> HttpStatus.FORBIDDEN;
            case OAuth2ErrorCodes.INVALID_REQUEST -> HttpStatus.BAD_REQUEST;
            default -> HttpStatus.UNAUTHORIZED;
        };
    }

    private AuditEvent.Builder event(Activity activity, @Nullable String clientId, OAuth2Error error) {
        Realm realm = CurrentRequest.currentRealm();
        // What a stranger typed as a client id is not repeated in the trail.
        Optional<String> known =
                Optional.ofNullable(clientId).filter(id -> realm.findClient(id).isPresent());
        return trail.event(realm, activity, known.orElse(null), null)
                .actor(known.map(Party::client).orElseGet(Party::anonymous))
                .outcome(Outcome.DENIED)
                .reason(error.getErrorCode())
                .detail("why", ErrorDetail.why(error));
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
        if (request.getAttribute(ProtocolFeature.PRESENTED_CLIENT) instanceof String client) {
            return client;
        }
        String inBody = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        return inBody != null ? inBody : BasicCredentials.userName(request.getHeader(HttpHeaders.AUTHORIZATION));
    }
}
