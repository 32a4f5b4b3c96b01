package org.gatehouse.server.par;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.client.ClientProfile;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.gatehouse.server.authorization.Refusals;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.PendingRequests;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2PushedAuthorizationRequestAuthenticationToken;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Pushed authorization requests (RFC 9126) at a realm's endpoints. */
@Component
class PushedAuthorization implements ProtocolFeature {

    static final String PATH = "/oauth2/par";

    private final PushProvider provider;
    private final PushedRequests requests;
    private final PendingRequests pendingRequests;
    private final Refusals refusals;
    private final Clock clock;

    PushedAuthorization(
            PushProvider provider,
            PushedRequests requests,
            PendingRequests pendingRequests,
            Refusals refusals,
            Clock clock) {
        this.provider = provider;
        this.requests = requests;
        this.pendingRequests = pendingRequests;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public List<String> endpoints() {
        return List.of(PATH);
    }

    @Override
    public List<Filter> entryFilters() {
        return List.of(new PushMethodFilter(), new PushedRequestFilter(requests, pendingRequests, clock));
    }

    @Override
    public List<Filter> endpointFilters() {
        return List.of(new AnsweredOnceFilter(requests));
    }

    @Override
    public void configure(OAuth2AuthorizationServerConfigurer server) {
        server.pushedAuthorizationRequestEndpoint(endpoint -> endpoint.authenticationProviders(providers -> {
                    providers.clear();
                    providers.add(provider);
                })
                .pushedAuthorizationRequestConverters(converters -> converters.add(PushedAuthorization::incomplete))
                .pushedAuthorizationResponseHandler(PushedAuthorization::pushed)
                .errorResponseHandler(refusals::pushed));
    }

    /** The framework takes a request that lacks nearly everything for an answer to its consent page, and then for none. */
    private static Authentication incomplete(HttpServletRequest request) {
        OAuth2Error error = new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "response_type is missing.", null);
        throw new OAuth2AuthenticationException(error);
    }

    /** FAPI 2.0 section 5.3.2.2: a request that comes through a browser alone is refused. */
    @Override
    public void check(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = context.getAuthentication();
        boolean required = CurrentRequest.currentRealm()
                .findClient(asked.getClientId())
                .filter(PushedAuthorization::mustPush)
                .isPresent();
        if (required && !Pushed.isMarked()) {
            OAuth2Error error =
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "This client must push its requests.", null);
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(error, asked);
        }
    }

    private static boolean mustPush(ClientDefinition client) {
        return client.features().profile() == ClientProfile.FAPI2;
    }

    /** It is a matter of each client here, and not of all (RFC 9126 section 5). */
    @Override
    public void describe(Realm realm, Map<String, Object> metadata) {
        metadata.put("pushed_authorization_request_endpoint", realm.issuer() + PATH);
        metadata.put("require_pushed_authorization_requests", false);
    }

    private static void pushed(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OAuth2PushedAuthorizationRequestAuthenticationToken pushed =
                (OAuth2PushedAuthorizationRequestAuthenticationToken) authentication;
        response.setStatus(HttpStatus.CREATED.value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        Map<String, Object> answer = Map.of(
                OAuth2ParameterNames.REQUEST_URI,
                Objects.requireNonNull(pushed.getRequestUri()),
                OAuth2ParameterNames.EXPIRES_IN,
                PushedRequests.TO_BEGIN.toSeconds());
        response.getWriter().write(JsonMapper.shared().writeValueAsString(answer));
    }
}
