package org.gatehouse.server.tokens;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.gatehouse.server.claims.RequestedClaims;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.subjects.Subjects;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;
import org.springframework.stereotype.Component;

/** Answers the user info endpoint from the directory as it is now (OIDC Core section 5.3). */
@Component
public class UserInfo implements Function<OidcUserInfoAuthenticationContext, OidcUserInfo> {

    private final PersonClaims persons;
    private final Subjects subjects;

    UserInfo(PersonClaims persons, Subjects subjects) {
        this.persons = persons;
        this.subjects = subjects;
    }

    @Override
    public OidcUserInfo apply(OidcUserInfoAuthenticationContext context) {
        Realm realm = CurrentRequest.currentRealm();
        TokenFamily family = context.getAuthorization().getAttribute(AuthorizationStore.FAMILY);
        if (family == null) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_TOKEN); // nobody is behind it
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subjects.of(realm, family.clientId(), family.account()));
        claims.putAll(persons.find(
                        realm,
                        family.account(),
                        family.clientId(),
                        context.getAccessToken().getScopes(),
                        RequestedClaims.stored(family.terms().claims()).userInfo())
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_TOKEN)));
        return new OidcUserInfo(claims);
    }
}
