package org.gatehouse.server.federation;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.gatehouse.realm.federation.Connection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an ID token must say to be an answer to what was asked (OpenID Connect Core section 3.1.3.7, items 3 to 5, 9 to 11). */
@Component
class IdTokenClaims {

    /** Clocks of two organisations. */
    static final Duration SKEW = Duration.ofMinutes(2);

    /** OpenID Connect Core section 2. */
    private static final int LONGEST_SUBJECT = 255;

    private final Clock clock;

    IdTokenClaims(Clock clock) {
        this.clock = clock;
    }

    void check(Connection connection, UpstreamAttempt attempt, JWTClaimsSet claims) {
        checkAudience(connection, claims);
        checkTime(claims);
        checkNonce(attempt, claims);
        checkSubject(claims.getSubject());
    }

    /** A token for another client of the same provider says nothing about who is here. */
    void checkAudience(Connection connection, JWTClaimsSet claims) {
        String client = connection.clientId();
        List<String> audience = claims.getAudience();
        Object party = claims.getClaim("azp");
        boolean alone = audience.size() == 1 || party != null; // others it is for too must be told from us
        boolean forUs = party == null || party.equals(client);
        if (!audience.contains(client) || !alone || !forUs) {
            throw new UpstreamRefusedException(Refusal.AUDIENCE, "The token is not for the connection's client id");
        }
    }

    void checkTime(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant expires = instant(claims.getExpirationTime());
        Instant issued = instant(claims.getIssueTime());
        Instant begins = instant(claims.getNotBeforeTime());
        boolean isOver = expires == null || !now.isBefore(expires.plus(SKEW));
        boolean isEarly = begins != null && now.plus(SKEW).isBefore(begins);
        boolean isOfLater = issued == null || now.plus(SKEW).isBefore(issued);
        if (isOver || isEarly || isOfLater) {
            throw new UpstreamRefusedException(
                    Refusal.TIME, "The token has expired, is not good yet, or does not say; compare the clocks");
        }
    }

    private static void checkNonce(UpstreamAttempt attempt, JWTClaimsSet claims) {
        byte[] sent = attempt.nonce().getBytes(StandardCharsets.UTF_8);
        byte[] said = Objects.toString(claims.getClaim("nonce"), "").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(sent, said)) {
            throw new UpstreamRefusedException(Refusal.NONCE, "The token is no answer to this browser's request");
        }
    }

    private static void checkSubject(@Nullable String subject) {
        if (subject == null
                || subject.isBlank()
                || subject.length() > LONGEST_SUBJECT
                || subject.chars().anyMatch(Character::isISOControl)) {
            throw new UpstreamRefusedException(Refusal.MALFORMED, "The token has no subject that can be one");
        }
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
