package org.gatehouse.server.authorization;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Says in each token response how long the refresh token still lives: a phone can tell when its day ends. */
final class TokenResponses {

    private TokenResponses() {}

    static AuthenticationSuccessHandler handler() {
        OAuth2AccessTokenResponseAuthenticationSuccessHandler handler =
                new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
        handler.setAccessTokenResponseCustomizer(TokenResponses::complete);
        return handler;
    }

    private static void complete(OAuth2AccessTokenAuthenticationContext context) {
        OAuth2AccessTokenAuthenticationToken answer = context.getAuthentication();
        OAuth2RefreshToken refresh = answer.getRefreshToken();
        if (refresh == null) {
            return;
        }
        Instant issuedAt = refresh.getIssuedAt();
        Instant expiresAt = refresh.getExpiresAt();
        if (issuedAt == null || expiresAt == null) {
            return;
        }
        Map<String, Object> parameters = new HashMap<>(answer.getAdditionalParameters());
        parameters.put("refresh_expires_in", ChronoUnit.SECONDS.between(issuedAt, expiresAt));
        context.getAccessTokenResponse().additionalParameters(parameters);
    }
}
