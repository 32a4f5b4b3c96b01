package org.gatehouse.server.tokens;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.stereotype.Component;

/** Makes access tokens (RFC 9068), ID tokens (OIDC Core section 2) and refresh tokens. */
@Component
public class TokenGenerator implements OAuth2TokenGenerator<OAuth2Token> {

    private final JwtEncoder encoder;
    private final TokenFormat format;
    private final Accounts accounts;
    private final List<AccessTokenClaims> additions;
    private final Clock clock;

    TokenGenerator(
            JwtEncoder encoder, TokenFormat format, Accounts accounts, List<AccessTokenClaims> additions, Clock clock) {
        this.encoder = encoder;
        this.format = format;
        this.accounts = accounts;
        this.additions = additions;
        this.clock = clock;
    }

    @Override
    public @Nullable OAuth2Token generate(OAuth2TokenContext context) {
        Realm realm = CurrentRequest.currentRealm();
        OAuth2TokenType type = context.getTokenType();
        if (OAuth2TokenType.ACCESS_TOKEN.equals(type)) {
            return accessToken(realm, context);
        }
        if (OAuth2TokenType.REFRESH_TOKEN.equals(type)) {
            return refreshToken(realm, family(context));
        }
        if (OidcParameterNames.ID_TOKEN.equals(type.getValue())) {
            return idToken(realm, context);
        }
        return null;
    }

    private Jwt accessToken(Realm realm, OAuth2TokenContext context) {
        TokenFamily family = findFamily(context);
        ClientDefinition client = client(realm, context);
        Instant now = clock.instant();
        Instant expiresAt =
                now.plus(TokenLifetime.access(client.kind(), realm.definition().tokens()));
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(realm.issuer())
                .audience(List.of(client.id()))
                .claim("client_id", client.id())
                .issuedAt(now)
                .claim("scope", String.join(" ", context.getAuthorizedScopes()));
        if (family == null) {
            claims.subject(client.id()).id(format.serviceJti()).expiresAt(expiresAt);
        } else {
            claims.subject(family.account().toString())
                    .id(format.familyJti(family.id()))
                    .expiresAt(earlier(expiresAt, familyEnd(realm, family)))
                    .claim("auth_time", family.authTime().getEpochSecond())
                    .claim("acr", Assurance.of(family.methods()).acr())
                    .claim("amr", family.methods())
                    .claim("sid", family.sessionReference());
        }
        TokenTerms terms = family == null ? TokenTerms.NONE : family.terms();
        additions.forEach(addition -> addition.add(realm, context, terms, claims));
        return sign(SignatureAlgorithm.ES256, RealmTokens.ACCESS_TOKEN_TYPE, claims);
    }

    private Jwt idToken(Realm realm, OAuth2TokenContext context) {
        TokenFamily family = family(context);
        ClientDefinition client = client(realm, context);
        Instant now = clock.instant();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
                .issuer(realm.issuer())
                .subject(family.account().toString())
                .audience(List.of(client.id()))
                .claim("azp", client.id())
                .issuedAt(now)
                .expiresAt(now.plus(TokenLifetime.ID_TOKEN))
                .claim("auth_time", family.authTime().getEpochSecond())
                .claim("acr", Assurance.of(family.methods()).acr())
                .claim("amr", family.methods())
                .claim("sid", family.sessionReference());
        if (family.nonce() != null) {
            claims.claim("nonce", family.nonce());
        }
        accounts.find(realm, family.account())
                .ifPresent(account -> PersonClaims.of(
                                account, accounts.personalData(account), context.getAuthorizedScopes())
                        .forEach(claims::claim));
        return sign(context.getRegisteredClient().getTokenSettings().getIdTokenSignatureAlgorithm(), "JWT", claims);
    }

    /** The successor of the presented generation; of the code, the first. */
    private OAuth2RefreshToken refreshToken(Realm realm, TokenFamily family) {
        int generation = family.redeemedAt() == null ? 0 : family.generation() + 1;
        return new OAuth2RefreshToken(
                format.refresh(realm, family.id(), generation), clock.instant(), familyEnd(realm, family));
    }

    private static Instant familyEnd(Realm realm, TokenFamily family) {
        ClientDefinition client = realm.findClient(family.clientId()).orElseThrow();
        return TokenLifetime.familyEnd(client.kind(), realm.definition().tokens(), family.authTime());
    }

    private Jwt sign(SignatureAlgorithm algorithm, String type, JwtClaimsSet.Builder claims) {
        JwsHeader header = JwsHeader.with(algorithm).type(type).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims.build()));
    }

    private static ClientDefinition client(Realm realm, OAuth2TokenContext context) {
        return realm.findClient(context.getRegisteredClient().getClientId()).orElseThrow();
    }

    private static TokenFamily family(OAuth2TokenContext context) {
        TokenFamily family = findFamily(context);
        if (family == null) {
            throw new IllegalStateException("Only tokens about a person belong to a family");
        }
        return family;
    }

    private static @Nullable TokenFamily findFamily(OAuth2TokenContext context) {
        OAuth2Authorization authorization = context.getAuthorization();
        return authorization == null ? null : authorization.getAttribute(AuthorizationStore.FAMILY);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
