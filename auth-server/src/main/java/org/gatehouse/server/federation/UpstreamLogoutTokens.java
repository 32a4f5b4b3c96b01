package org.gatehouse.server.federation;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.outgoing.Deadline;
import org.gatehouse.server.outgoing.OutgoingException;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Believes logout tokens of providers, once each (OpenID Connect Back-Channel Logout 1.0 section 2.6). */
@Component
class UpstreamLogoutTokens {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private static final JOSEObjectType TYPE = new JOSEObjectType("logout+jwt");

    /** Its {@code jti} is remembered until it expires, so it must not live for ever; two minutes are usual (section 4). */
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private static final int LONGEST_ID = 1024;

    private final Providers providers;
    private final UpstreamTokens tokens;
    private final IdTokenClaims rules;
    private final UsedLogoutTokens used;
    private final UpstreamSessions sessions;
    private final Clock clock;

    UpstreamLogoutTokens(
            Providers providers,
            UpstreamTokens tokens,
            IdTokenClaims rules,
            UsedLogoutTokens used,
            UpstreamSessions sessions,
            Clock clock) {
        this.providers = providers;
        this.tokens = tokens;
        this.rules = rules;
        this.used = used;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * What a token says is over. It is used from now on, so what follows is part of the caller's transaction.
     *
     * @throws UpstreamRefusedException when something about it is not right
     */
    UpstreamSessionRows.Named redeem(Realm realm, Connection connection, JWTClaimsSet claims) {
        String session = UpstreamSessions.text(claims, "sid");
        UpstreamSessionRows.Named named =
                sessions.named(realm, connection, claims.getIssuer(), session, claims.getSubject());
        Instant expires = claims.getExpirationTime().toInstant().plus(IdTokenClaims.SKEW);
        if (!used.use(realm, connection, claims.getJWTID(), named.session(), expires)) {
            throw new UpstreamRefusedException(Refusal.REPLAYED, "The logout token was used before");
        }
        return named;
    }

    /** The claims of a token about which everything is right, but whether it was used before. */
    JWTClaimsSet verified(Realm realm, Connection connection, @Nullable String text) {
        try {
            JWTClaimsSet claims = Deadline.within(
                    UpstreamSignIns.PATIENCE,
                    () -> tokens.verified(
                            realm, connection, providers.metadata(realm, connection), UpstreamTokens.read(text, TYPE)));
            rules.checkAudience(connection, claims);
            rules.checkTime(claims);
            check(claims);
            return claims;
        } catch (OutgoingException ex) {
            throw Refusal.of(ex);
        }
    }

    /** Items 4 to 6; an ID token is none of these, so that nobody signs somebody out with one. */
    private void check(JWTClaimsSet claims) {
        String id = claims.getJWTID();
        boolean hasId = id != null && !id.isBlank() && id.length() <= LONGEST_ID;
        boolean saysWho = isText(claims, "sub") | isText(claims, "sid"); // both are looked at
        boolean isEvent =
                claims.getClaim("events") instanceof Map<?, ?> events && events.get(EVENT) instanceof Map<?, ?>;
        if (!hasId || !saysWho || !isEvent || claims.getClaim("nonce") != null) {
            throw new UpstreamRefusedException(
                    Refusal.MALFORMED, "It is no logout token: see its jti, sub, sid and events; nonce is prohibited");
        }
        if (claims.getExpirationTime().toInstant().isAfter(clock.instant().plus(LONGEST_LIFE))) {
            throw new UpstreamRefusedException(Refusal.TIME, "The logout token is good for longer than a day");
        }
    }

    /** Either is absent or a text: what is neither would name somebody else than it seems to. */
    private static boolean isText(JWTClaimsSet claims, String name) {
        Object value = claims.getClaim(name);
        if (value != null && UpstreamSessions.text(claims, name) == null) {
            throw new UpstreamRefusedException(Refusal.MALFORMED, "The logout token's `" + name + "` is no name");
        }
        return value != null;
    }
}
