package org.gatehouse.server.tokens;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.keys.SigningKeys;
import org.gatehouse.server.realm.Realm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
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
        JwsHeader header = JwsHeader.with(algorithm(client)).type("logout+jwt").build();
        return encoder(realm).encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    /** What signs the client's ID tokens (section 2.6). */
    private static SignatureAlgorithm algorithm(ClientDefinition client) {
        SignatureAlgorithm wanted = SignatureAlgorithm.from(client.idTokenAlg().code());
        return wanted == null ? SignatureAlgorithm.RS256 : wanted;
    }

    private NimbusJwtEncoder encoder(Realm realm) {
        JWKSource<SecurityContext> source = (selector, context) -> selector.select(keys.keys(realm));
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(source);
        encoder.setJwkSelector(candidates -> candidates.get(0));
        return encoder;
    }
}
