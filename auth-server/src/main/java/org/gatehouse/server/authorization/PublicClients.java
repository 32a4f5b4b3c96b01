package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.web.authentication.PublicClientAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Lets a public client push, redeem, refresh, revoke and begin a device's sign-in, and nothing else: it names itself (RFC
 * 6749 section 3.2.1, RFC 7009 section 2.1, RFC 8628 section 3.1, RFC 9126 section 2), and the code's verifier or the
 * token it presents is what proves anything. The framework knows public
 * clients only while they redeem a code, but then at every endpoint.
 */
final class PublicClients implements AuthenticationConverter, AuthenticationProvider {

    /** The grants whose token or code proves something by itself. */
    private static final Set<String> OF_WHAT_WAS_ISSUED =
            Set.of(AuthorizationGrantType.REFRESH_TOKEN.getValue(), AuthorizationGrantType.DEVICE_CODE.getValue());

    private static final String PRESENTED_TOKEN = PublicClients.class.getName();

    private final RegisteredClientRepository clients;
    private final AuthenticationConverter redeeming = new PublicClientAuthenticationConverter();

    PublicClients(RegisteredClientRepository clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String clientId = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        if (clientId == null || hasCredentials(request)) {
            return null;
        }
        if (presentsToken(request) || isFor(ProtocolEndpoints.PUSH, request)) {
            return named(clientId);
        }
        return isFor(ProtocolEndpoints.TOKEN, request) ? redeeming.convert(request) : null;
    }

    private static Authentication named(String clientId) {
        return new OAuth2ClientAuthenticationToken(
                clientId, ClientAuthenticationMethod.NONE, null, Map.of(PRESENTED_TOKEN, true));
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        OAuth2ClientAuthenticationToken presented = (OAuth2ClientAuthenticationToken) authentication;
        if (!presented.getAdditionalParameters().containsKey(PRESENTED_TOKEN)) {
            return null;
        }
        RegisteredClient client = clients.findByClientId(String.valueOf(presented.getPrincipal()));
        if (client == null || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private static boolean hasCredentials(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null
                || request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION) != null;
    }

    private static boolean presentsToken(HttpServletRequest request) {
        return isFor(ProtocolEndpoints.REVOKE, request)
                || isFor(ProtocolEndpoints.DEVICE_AUTHORIZATION, request)
                || isFor(ProtocolEndpoints.TOKEN, request)
                        && OF_WHAT_WAS_ISSUED.contains(
                                String.valueOf(request.getParameter(OAuth2ParameterNames.GRANT_TYPE)));
    }

    private static boolean isFor(String endpoint, HttpServletRequest request) {
        return request.getRequestURI().endsWith(endpoint);
    }
}
