package org.gatehouse.server.tokens;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;
import org.springframework.stereotype.Component;

/** Answers the user info endpoint from the directory as it is now (OIDC Core section 5.3). */
@Component
public class UserInfo implements Function<OidcUserInfoAuthenticationContext, OidcUserInfo> {

    private final Accounts accounts;

    UserInfo(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public OidcUserInfo apply(OidcUserInfoAuthenticationContext context) {
        Realm realm = CurrentRequest.currentRealm();
        requireForRealm(realm, context.getAuthorization());
        UUID subject = UUID.fromString(context.getAuthorization().getPrincipalName());
        Set<String> scopes = context.getAccessToken().getScopes();
        Account account = accounts.find(realm, subject)
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_TOKEN));
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subject.toString());
        claims.putAll(PersonClaims.of(account, accounts.personalData(account), scopes));
        return new OidcUserInfo(claims);
    }

    private static void requireForRealm(Realm realm, OAuth2Authorization authorization) {
        OAuth2Authorization.Token<OAuth2AccessToken> token = authorization.getAccessToken();
        Map<String, Object> claims = token == null ? null : token.getClaims();
        if (claims == null || !Audience.isRealm(realm, authorization.getRegisteredClientId(), claims.get("aud"))) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_TOKEN);
        }
    }
}
