package org.gatehouse.server.tokens;

import java.time.Clock;
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

    /** @throws JwtException when it is not for this client and this request */
    public Jwt check(Realm realm, String idToken, String clientId, String nonce) {
        return RealmTokens.idTokens(realm, keys, clock, clientId, nonce).decode(idToken);
    }
}
