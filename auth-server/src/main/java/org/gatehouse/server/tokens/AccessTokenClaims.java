package org.gatehouse.server.tokens;

import org.gatehouse.server.realm.Realm;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;

/** What a feature says in access tokens beyond RFC 9068. Later ones see and may replace what earlier ones said. */
@FunctionalInterface
public interface AccessTokenClaims {

    /**
     * @param terms of the family the token is of; none when nobody is behind it
     * @param claims to add to
     */
    void add(Realm realm, OAuth2TokenContext context, TokenTerms terms, JwtClaimsSet.Builder claims);
}
