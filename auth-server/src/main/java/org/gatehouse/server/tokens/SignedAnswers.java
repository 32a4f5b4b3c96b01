package org.gatehouse.server.tokens;

import java.net.URL;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.stereotype.Component;

/**
 * Who is told what about tokens, and answers under the realm's signature (RFC 9701 section 5). Whoever has such an answer
 * can show it to others, so that a token was found good is an entry, which the plain answer is not.
 */
@Component
public class SignedAnswers {

    /** RFC 9701 section 5: so that nobody takes the answer for an access token. */
    public static final String TYPE = "token-introspection+jwt";

    private final AuthorizationStore store;
    private final TokenTrail trail;
    private final JwtEncoder encoder;
    private final Clock clock;

    SignedAnswers(AuthorizationStore store, TokenTrail trail, JwtEncoder encoder, Clock clock) {
        this.store = store;
        this.trail = trail;
        this.encoder = encoder;
        this.clock = clock;
    }

    /**
     * The answer, after its entry.
     *
     * @param asking the client that is told
     * @param token as it was presented
     * @param known of the token, whoever asks
     * @throws org.gatehouse.audit.trail.TrailUnavailableException when the entry cannot be written; nothing is told then
     */
    public String sign(Realm realm, ClientDefinition asking, String token, OAuth2TokenIntrospection known) {
        boolean good = known.isActive() && isFor(realm, asking.id(), known);
        if (good) {
            confirmed(realm, asking, token, known);
        }
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(realm.issuer())
                .audience(List.of(asking.id()))
                .issuedAt(clock.instant())
                .claim("token_introspection", good ? members(known) : Map.of("active", false))
                .build();
        JwsAlgorithm algorithm = asking.features().introspectionAlg()::code;
        JwsHeader header = JwsHeader.with(algorithm).type(TYPE).build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }

    /**
     * What the plain answer says (RFC 7662 section 4): of a token for another client no more than of one that is worth
     * nothing, unless it was issued to who asks. Whoever holds one for a resource that is no client is told, since the resource
     * may be among them, and compares {@code aud} with its own name.
     *
     * @param asking the id of the client that is told
     * @param known of the token, whoever asks
     */
    public static OAuth2TokenIntrospection plain(Realm realm, String asking, OAuth2TokenIntrospection known) {
        boolean told = asking.equals(known.getClientId()) || isFor(realm, asking, known) || namesNoClient(realm, known);
        return told ? known : OAuth2TokenIntrospection.builder().build();
    }

    /**
     * Whether the token is intended for who asks (RFC 9701 section 5). One without a resource is for all that is the realm's.
     * Which client stands behind an absolute URI nobody has said (a client's {@code resources} are what it may ask for, not
     * what it is), so such a token is for none.
     */
    private static boolean isFor(Realm realm, String asking, OAuth2TokenIntrospection known) {
        Collection<String> audience = Objects.requireNonNullElse(known.getAudience(), List.<String>of());
        return audience.isEmpty()
                || audience.contains(asking)
                || Audience.isRealm(realm, known.getClientId(), audience);
    }

    private static boolean namesNoClient(Realm realm, OAuth2TokenIntrospection known) {
        return audience(known).stream().noneMatch(name -> realm.findClient(name).isPresent());
    }

    private static Collection<String> audience(OAuth2TokenIntrospection known) {
        return Objects.requireNonNullElse(known.getAudience(), List.<String>of());
    }

    private void confirmed(Realm realm, ClientDefinition asking, String token, OAuth2TokenIntrospection known) {
        OAuth2Authorization found = store.findByToken(token, null);
        @Nullable TokenFamily family = found == null ? null : found.getAttribute(AuthorizationStore.FAMILY);
        Collection<String> scopes = Objects.requireNonNullElse(known.getScopes(), List.<String>of());
        trail.confirmed(realm, asking.id(), family, Objects.requireNonNullElse(known.getClientId(), ""), scopes);
    }

    /** As RFC 7662 section 2.2 writes them. */
    private static Map<String, Object> members(OAuth2TokenIntrospection known) {
        Map<String, Object> members = new LinkedHashMap<>();
        known.getClaims().forEach((name, value) -> members.put(name, member(name, value)));
        return members;
    }

    private static Object member(String name, Object value) {
        if (value instanceof Instant time) {
            return time.getEpochSecond();
        }
        if (name.equals("scope") && value instanceof Collection<?> scopes) {
            return String.join(" ", scopes.stream().map(String::valueOf).toList());
        }
        return value instanceof URL address ? address.toExternalForm() : value;
    }
}
