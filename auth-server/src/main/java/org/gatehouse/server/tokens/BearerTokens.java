package org.gatehouse.server.tokens;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Checks access tokens presented to our own API: signature, times, and that nothing ended them before their time. */
@Component
public class BearerTokens {

    private final JwtDecoder accessTokens;
    private final PresentedTokens presented;
    private final TokenFormat format;

    BearerTokens(JwtDecoder accessTokens, PresentedTokens presented, TokenFormat format) {
        this.accessTokens = accessTokens;
        this.presented = presented;
        this.format = format;
    }

    /** The token of this realm, which must be the current request's; empty when it is no good, whatever the reason. */
    public Optional<BearerToken> find(Realm realm, String token) {
        try {
            return check(realm, accessTokens.decode(token));
        } catch (JwtException ex) {
            return Optional.empty();
        }
    }

    private Optional<BearerToken> check(Realm realm, Jwt jwt) {
        String jti = jwt.getId();
        String client = jwt.getClaimAsString("client_id");
        // of the realm file's clients only: none that is built in has business at the API
        if (jti == null
                || client == null
                || realm.definition().findClient(client).isEmpty()) {
            return Optional.empty();
        }
        if (!Audience.isRealm(realm, client, jwt.getAudience())) {
            return Optional.empty();
        }
        Optional<UUID> family = format.familyOfJti(jti);
        if (family.isEmpty()) {
            return presented.isRevoked(realm, jti)
                    ? Optional.empty()
                    : Optional.of(new BearerToken(client, null, scopes(jwt), null, keyThumbprint(jwt)));
        }
        return presented
                .family(realm, family.get(), jti)
                .filter(TokenFamily::live)
                .map(live -> new BearerToken(client, live.account(), scopes(jwt), live.authTime(), keyThumbprint(jwt)));
    }

    /** Of the key the token is bound to (RFC 9449 section 6.1); null when to none. */
    public static @Nullable String keyThumbprint(Jwt jwt) {
        Map<String, Object> confirmation = jwt.getClaimAsMap("cnf");
        return confirmation == null ? null : String.valueOf(confirmation.get("jkt"));
    }

    private static Set<String> scopes(Jwt jwt) {
        String scope = jwt.getClaimAsString("scope");
        return scope == null || scope.isEmpty() ? Set.of() : Set.of(scope.split(" "));
    }
}
