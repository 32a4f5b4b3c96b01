package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.realm.RedirectUris;
import org.gatehouse.server.clients.RealmClients;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Reads an authorization request. What the framework refuses before it looks at the client is answered to the client all
 * the same, when that and its redirect URI are right (RFC 6749 section 4.1.2.1): a missing or other {@code response_type},
 * and a request object by reference, unless whoever offers those has put its parameters in place by now.
 */
final class AuthorizationRequestReading implements AuthenticationConverter {

    private static final Authentication NOBODY =
            new AnonymousAuthenticationToken("nobody", "nobody", AuthorityUtils.createAuthorityList("NOBODY"));

    private final AuthenticationConverter reading = new OAuth2AuthorizationCodeRequestAuthenticationConverter();
    private final RealmClients clients;

    AuthorizationRequestReading(RealmClients clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String requestUri = request.getParameter(OAuth2ParameterNames.REQUEST_URI);
        if (requestUri != null && !requestUri.isEmpty()) {
            throw answered(request, "request_uri_not_supported", "Request objects by reference are not offered.");
        }
        String responseType = request.getParameter(OAuth2ParameterNames.RESPONSE_TYPE);
        if (responseType == null || responseType.isBlank()) {
            throw answered(request, OAuth2ErrorCodes.INVALID_REQUEST, "response_type is missing.");
        }
        if (!responseType.equals(OAuth2ParameterNames.CODE)) {
            throw answered(request, OAuth2ErrorCodes.UNSUPPORTED_RESPONSE_TYPE, "The only response_type is code.");
        }
        return reading.convert(request);
    }

    private OAuth2AuthorizationCodeRequestAuthenticationException answered(
            HttpServletRequest request, String code, String why) {
        String clientId = request.getParameter(OAuth2ParameterNames.CLIENT_ID);
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = clientId == null || clientId.isBlank()
                ? null
                : new OAuth2AuthorizationCodeRequestAuthenticationToken(
                        request.getRequestURL().toString(),
                        clientId,
                        NOBODY,
                        registered(clientId, request).orElse(null),
                        request.getParameter(OAuth2ParameterNames.STATE),
                        null,
                        Map.of("response_mode", Optional.ofNullable(request.getParameter("response_mode")).orElse("")));
        return new OAuth2AuthorizationCodeRequestAuthenticationException(new OAuth2Error(code, why, null), asked);
    }

    /** Where the answer may go; empty when the client is unknown or has no such redirect URI. */
    private Optional<String> registered(String clientId, HttpServletRequest request) {
        String presented = request.getParameter(OAuth2ParameterNames.REDIRECT_URI);
        return Optional.ofNullable(presented)
                .filter(uri -> Optional.ofNullable(clients.findByClientId(clientId)).stream()
                        .flatMap(client -> client.getRedirectUris().stream())
                        .anyMatch(known -> RedirectUris.matches(known, uri)));
    }
}
