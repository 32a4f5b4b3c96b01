package org.gatehouse.server.tokens;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.keys.SigningKeys;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.subjects.Subjects;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Checks ID tokens as the client has to that asked for them. */
@Component
public class IdTokens {

    private final SigningKeys keys;
    private final Subjects subjects;
    private final Clock clock;

    IdTokens(SigningKeys keys, Subjects subjects, Clock clock) {
        this.keys = keys;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** @throws JwtException when it is not for this client and this request */
    public Jwt check(Realm realm, String idToken, String clientId, String nonce) {
        return RealmTokens.idTokens(realm, keys, clock, clientId, nonce).decode(idToken);
    }

    /** What the realm once issued to a client it still has; empty for anything else (OIDC Core section 3.1.2.1). */
    public Optional<IdTokenHint> findHint(Realm realm, String idToken) {
        try {
            Jwt jwt = RealmTokens.idTokenHints(realm, keys).decode(idToken);
            List<String> audience = jwt.getAudience();
            return audience == null || audience.size() != 1
                    ? Optional.empty()
                    : realm.findClient(audience.get(0)).flatMap(client -> hint(realm, client, jwt));
        } catch (JwtException ex) {
            return Optional.empty();
        }
    }

    private Optional<IdTokenHint> hint(Realm realm, ClientDefinition client, Jwt jwt) {
        String subject = jwt.getSubject();
        return subject == null
                ? Optional.empty()
                : Optional.of(new IdTokenHint(
                        client.id(),
                        subject,
                        subjects.find(realm, client, subject).orElse(null),
                        jwt.getClaimAsString("sid")));
    }
}
