package org.gatehouse.server.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.function.Function;
import org.gatehouse.server.keys.SigningKeys;
import org.gatehouse.server.realm.Realm;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Access tokens whose signature was found right, so that one that is presented again and again is checked once. What can
 * change is checked each time: its times here, whether it was ended by whoever asks. Known only by the whole token, and
 * only as long as the realm's keys have not been read anew: a key that is taken out of use counts no longer than without.
 */
final class VerifiedTokens {

    /** Some 2 KB each. */
    private static final int MOST = 10_000;

    private final SigningKeys keys;
    private final OAuth2TokenValidator<Jwt> times;
    private final Function<Realm, JwtDecoder> decoders;
    private final Cache<Token, Verified> known =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<JWKSet, JwtDecoder> byKeys = Caffeine.newBuilder()
            .weakKeys()
            .expireAfterAccess(RealmTokens.UNUSED)
            .build();

    VerifiedTokens(SigningKeys keys, OAuth2TokenValidator<Jwt> times, Function<Realm, JwtDecoder> decoders) {
        this.keys = keys;
        this.times = times;
        this.decoders = decoders;
    }

    /** @throws org.springframework.security.oauth2.jwt.JwtException when the realm did not sign it, or its time is over */
    @SuppressWarnings("ReferenceEquality") // keys read anew are new ones, whatever they are
    Jwt decode(Realm realm, String text) {
        JWKSet current = keys.keys(realm);
        Token token = new Token(realm.id(), text);
        Verified verified = known.getIfPresent(token);
        if (verified == null || verified.keys() != current) {
            Jwt jwt = byKeys.get(current, set -> decoders.apply(realm)).decode(text);
            verified = new Verified(jwt, current);
            known.put(token, verified);
        }
        requireTime(verified.jwt());
        return verified.jwt();
    }

    private void requireTime(Jwt jwt) {
        OAuth2TokenValidatorResult result = times.validate(jwt);
        if (result.hasErrors()) {
            throw new JwtValidationException("The token's time is over, or has not come", result.getErrors());
        }
    }

    private record Token(int realm, String text) {}

    private record Verified(Jwt jwt, JWKSet keys) {}
}
