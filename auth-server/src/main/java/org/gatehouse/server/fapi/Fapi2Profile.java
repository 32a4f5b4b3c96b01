package org.gatehouse.server.fapi;

import java.util.Locale;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.client.ClientProfile;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * What an authorization request of the profile must be (FAPI 2.0 Security Profile section 5.3.2.2), whatever let the
 * client's definition in: the realm file is checked by the same rules, and this does not rely on it.
 */
@Component
class Fapi2Profile implements ProtocolFeature {

    @Override
    public void check(OAuth2AuthorizationCodeRequestAuthenticationContext request) {
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = request.getAuthentication();
        CurrentRequest.currentRealm()
                .findClient(asked.getClientId())
                .filter(client -> client.features().profile() == ClientProfile.FAPI2)
                .ifPresent(client -> check(client, asked));
    }

    private static void check(ClientDefinition client, OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        if (!client.authMethod().usesKey()) { // 5.3.2.1, items 3 and 6
            throw refused(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "This client does not authenticate with a key.", asked);
        }
        if (!String.valueOf(asked.getRedirectUri()).toLowerCase(Locale.ROOT).startsWith("https://")) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "redirect_uri must be https.", asked);
        }
        Object challenge = asked.getAdditionalParameters().get(PkceParameterNames.CODE_CHALLENGE);
        Object method = asked.getAdditionalParameters().get(PkceParameterNames.CODE_CHALLENGE_METHOD);
        if (challenge == null || !"S256".equals(method)) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "code_challenge with the method S256 is required.", asked);
        }
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationException refused(
            String code, String why, OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
        return new OAuth2AuthorizationCodeRequestAuthenticationException(new OAuth2Error(code, why, null), asked);
    }
}
