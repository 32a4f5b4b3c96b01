package org.gatehouse.server.federation;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Believes a token of a provider when one of the provider's keys signed it that may sign for this issuer (OpenID Connect
 * Core section 3.1.3.7, items 1, 2, 6 and 7). What it has to say besides is for its kind of token to check.
 */
@Component
class UpstreamTokens {

    /** A token of thousands of groups; what is longer is none that somebody signed for one person. */
    private static final int LONGEST = 64 * 1024;

    private final Providers providers;
    private final Kinds kinds;
    private final IdTokenClaims rules;

    UpstreamTokens(Providers providers, Kinds kinds, IdTokenClaims rules) {
        this.providers = providers;
        this.kinds = kinds;
        this.rules = rules;
    }

    /**
     * What an ID token says, once everything about it is right.
     *
     * @throws UpstreamRefusedException when something is not
     */
    JWTClaimsSet verify(
            Realm realm, Connection connection, ProviderMetadata provider, UpstreamAttempt attempt, String text) {
        SignedJWT token = read(text, JOSEObjectType.JWT);
        JWTClaimsSet claims = verified(realm, connection, provider, token);
        rules.check(connection, attempt, claims);
        return claims;
    }

    /** The claims of a token whose issuer and signature are right. */
    JWTClaimsSet verified(Realm realm, Connection connection, ProviderMetadata provider, SignedJWT token) {
        JWTClaimsSet claims = claims(token);
        ProviderKind kind = kinds.of(connection);
        kind.checkIssuer(connection, provider.issuer(), claims);
        JWSHeader header = token.getHeader();
        boolean isSigned = SigningAlgorithms.ACCEPTED.contains(header.getAlgorithm())
                && providers.keys(realm, connection, provider, header).stream()
                        .filter(key -> kind.maySign(key.members(), provider.issuer(), claims))
                        .anyMatch(key -> key.hasSigned(token));
        if (!isSigned) {
            throw new UpstreamRefusedException(
                    Refusal.SIGNATURE, "No key of the provider signed it with an algorithm that is taken");
        }
        return claims;
    }

    /** @param type the token may say it is of; it may say nothing (RFC 8725 section 3.11) */
    static SignedJWT read(@Nullable String text, JOSEObjectType type) {
        if (text == null || text.length() > LONGEST) {
            throw new UpstreamRefusedException(Refusal.MALFORMED, "The token is absent or too long");
        }
        try {
            SignedJWT token = SignedJWT.parse(text); // neither unsecured ones nor encrypted ones are
            JOSEObjectType said = token.getHeader().getType();
            if (said == null || said.equals(JOSEObjectType.JWT) || said.equals(type)) {
                return token;
            }
            throw new UpstreamRefusedException(Refusal.MALFORMED, "The token is of another type");
        } catch (ParseException ex) {
            throw new UpstreamRefusedException(Refusal.SIGNATURE, "The token is no signed JWT");
        }
    }

    private static JWTClaimsSet claims(SignedJWT token) {
        try {
            JWTClaimsSet claims = token.getJWTClaimsSet();
            if (claims != null) {
                return claims;
            }
        } catch (ParseException ex) {
            // same answer as for none
        }
        throw new UpstreamRefusedException(Refusal.MALFORMED, "The token has no claims that can be read");
    }
}
