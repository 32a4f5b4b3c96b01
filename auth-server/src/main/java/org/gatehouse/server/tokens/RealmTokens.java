package org.gatehouse.server.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.server.keys.KeyAlgorithm;
import org.gatehouse.server.keys.KeyVerification;
import org.gatehouse.server.keys.SigningKeys;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Signing and verifying with the keys of the current request's realm, and of no other. */
@Configuration(proxyBeanMethods = false)
class RealmTokens {

    /** Access tokens carry this type (RFC 9068 section 2.1), so an ID token is never taken for one. */
    static final String ACCESS_TOKEN_TYPE = "at+jwt";

    /** By then the keys have been read anew, or nobody asks. */
    static final Duration UNUSED = Duration.ofMinutes(1);

    @Bean
    JWKSource<SecurityContext> jwkSource(SigningKeys keys) {
        return (selector, context) -> selector.select(keys.keys(CurrentRequest.currentRealm()));
    }

    /** Made anew with each reading of the keys: what signs is kept in it, and might by then be made by faster code. */
    @Bean
    JwtEncoder jwtEncoder(JWKSource<SecurityContext> source, SigningKeys keys) {
        Cache<JWKSet, JwtEncoder> encoders =
                Caffeine.newBuilder().weakKeys().expireAfterAccess(UNUSED).build();
        return parameters -> encoders.get(keys.keys(CurrentRequest.currentRealm()), read -> encoder(source))
                .encode(parameters);
    }

    /** The newest key of the wanted algorithm signs. */
    static JwtEncoder encoder(JWKSource<SecurityContext> source) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(source);
        encoder.setJwkSelector(candidates -> candidates.get(0));
        EdwardsEncoder edwards = new EdwardsEncoder(source);
        return parameters -> EdwardsEncoder.isFor(parameters) ? edwards.encode(parameters) : encoder.encode(parameters);
    }

    /** Accepts the realm's unexpired access tokens. */
    @Bean
    JwtDecoder jwtDecoder(SigningKeys keys, Clock clock) {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(Duration.ZERO);
        timestamps.setClock(clock);
        VerifiedTokens verified = new VerifiedTokens(keys, timestamps, realm -> accessTokens(realm, keys));
        return token -> verified.decode(CurrentRequest.currentRealm(), token);
    }

    /** Without the times, which are looked at whenever a token is presented. */
    private static JwtDecoder accessTokens(Realm realm, SigningKeys keys) {
        return decoder(
                realm,
                keys,
                EnumSet.of(KeyAlgorithm.ES256),
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTypeValidator(ACCESS_TOKEN_TYPE), new JwtIssuerValidator(realm.issuer())));
    }

    /** Accepts the realm's ID tokens as hints, expired ones included (OpenID Connect RP-Initiated Logout section 2). */
    static JwtDecoder idTokenHints(Realm realm, SigningKeys keys) {
        return decoder(
                realm,
                keys,
                EnumSet.allOf(KeyAlgorithm.class),
                new DelegatingOAuth2TokenValidator<>(JwtTypeValidator.jwt(), new JwtIssuerValidator(realm.issuer())));
    }

    /** Accepts the ID token one client just got for one request of its own (OIDC Core section 3.1.3.7). */
    static JwtDecoder idTokens(Realm realm, SigningKeys keys, Clock clock, String clientId, String nonce) {
        JwtTimestampValidator timestamps = new JwtTimestampValidator(Duration.ZERO);
        timestamps.setClock(clock);
        return decoder(
                realm,
                keys,
                EnumSet.allOf(KeyAlgorithm.class),
                new DelegatingOAuth2TokenValidator<>(
                        JwtTypeValidator.jwt(),
                        new JwtIssuerValidator(realm.issuer()),
                        timestamps,
                        new JwtClaimValidator<List<String>>("aud", List.of(clientId)::equals),
                        new JwtClaimValidator<String>("nonce", nonce::equals)));
    }

    private static JwtDecoder decoder(
            Realm realm, SigningKeys keys, Set<KeyAlgorithm> algorithms, OAuth2TokenValidator<Jwt> validator) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        KeyVerification.configure(processor, keys.publicKeys(realm), algorithms);
        processor.setJWSTypeVerifier((type, context) -> {}); // our validators check type, issuer and times
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator);
        return decoder;
    }
}
