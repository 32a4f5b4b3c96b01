package org.gatehouse.server.tokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.keys.SigningKeys;
import org.gatehouse.server.realm.Realm;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/** Makes logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.4), outside of any request. */
@Component
public class LogoutTokens {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** Section 4 of the specification recommends two minutes at most. */
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final SigningKeys keys;
    private final Clock clock;

    LogoutTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A fresh token each time: a client that has seen a {@code jti} before may refuse it.
     *
     * @param session the {@code sid} of the sign-in that is over
     */
    public String make(Realm realm, ClientDefinition client, String subject, String session) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(realm.issuer())
                .subject(subject)
                .audience(List.of(client.id()))
                .issuedAt(now)
                .expiresAt(now.plus(LIFE))
                .id(UUID.randomUUID().toString())
                .claim("sid", session)
                .claim("events", Map.of(EVENT, Map.of()))
                .build();
        JwsAlgorithm algorithm = client.idTokenAlg()::code; // what signs the client's ID tokens (section 2.6)
        JwsHeader header = JwsHeader.with(algorithm).type("logout+jwt").build();
        return encoder(realm).encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    /** Nobody's request is under way when this is sent, so the realm is named. */
    private JwtEncoder encoder(Realm realm) {
        return RealmTokens.encoder((selector, context) -> selector.select(keys.keys(realm)));
    }
}
