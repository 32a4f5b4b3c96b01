package org.gatehouse.server.tokens;

import java.time.Clock;
import java.util.Optional;
import org.gatehouse.server.keys.SigningKeys;
import org.gatehouse.server.realm.Realm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Checks ID tokens as the client has to that asked for them. */
@Component
public class IdTokens {

    private final SigningKeys keys;
    private final Clock clock;

    IdTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * An ID token of this realm that a client sends back as a hint, however old it is: a client may hold one long after it
     * expired (RP-Initiated Logout 1.0 section 2). Empty for anything else, other kinds of token included.
     */
    public Optional<Jwt> hint(Realm realm, String token) {
        try {
            return Optional.of(RealmTokens.idTokenHints(realm, keys).decode(token));
        } catch (JwtException ex) {
            return Optional.empty();
        }
    }

    /** @throws JwtException when it is not for this client and this request */
    public Jwt check(Realm realm, String idToken, String clientId, String nonce) {
        return RealmTokens.idTokens(realm, keys, clock, clientId, nonce).decode(idToken);
    }
}
