package org.gatehouse.server.passkey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.gatehouse.server.passkey.PasskeyRefusedException.Reason;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Component;

/**
 * Challenges that wait for an answer. Each is good for one answer, on whichever node: taking it deletes its row. It
 * belongs to a realm, a purpose and the session it was given to, and the session's id changes whenever somebody signs in.
 */
@Component
class Challenges {

    /** Long enough to find one's phone; browsers are told the same. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** More tabs than anybody has the sign-in page open in. */
    private static final int MOST_PER_BROWSER = 16;

    private static final String ADD = """
            INSERT INTO passkey_challenge (realm_id, challenge_hash, browser_hash, purpose, account_id, expires_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    private static final String TAKE = """
            DELETE FROM passkey_challenge
             WHERE realm_id = ? AND challenge_hash = ? AND browser_hash = ? AND purpose = ?
               AND account_id IS NOT DISTINCT FROM ?::uuid AND expires_at > ?
            """;

    private static final String DROP_OLDEST = """
            DELETE FROM passkey_challenge WHERE realm_id = ? AND challenge_hash IN (
                SELECT challenge_hash FROM passkey_challenge WHERE realm_id = ? AND browser_hash = ?
                 ORDER BY expires_at DESC OFFSET ?)
            """;

    private static final String REMOVE_EXPIRED = "DELETE FROM passkey_challenge WHERE expires_at <= ?";

    private final JdbcClient jdbc;
    private final Clock clock;

    Challenges(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param account who has to answer; null where that is not known yet */
    Bytes next(Realm realm, HttpServletRequest request, Purpose purpose, @Nullable UUID account) {
        Bytes challenge = Bytes.random();
        byte[] browser = browser(request.getSession());
        jdbc.sql(ADD)
                .params(realm.id(), hash(challenge.getBytes()), browser, purpose.name())
                .param(account)
                .param(Timestamp.from(clock.instant().plus(LIFETIME)))
                .update();
        jdbc.sql(DROP_OLDEST)
                .params(realm.id(), realm.id(), browser, MOST_PER_BROWSER)
                .update();
        return challenge;
    }

    /**
     * Takes a challenge, for good.
     *
     * @throws PasskeyRefusedException when this browser was not asked it for this purpose, or it was taken before
     */
    void take(Realm realm, HttpServletRequest request, Purpose purpose, @Nullable UUID account, Bytes challenge) {
        HttpSession session = request.getSession(false);
        int taken = session == null
                ? 0
                : jdbc.sql(TAKE)
                        .params(realm.id(), hash(challenge.getBytes()), browser(session), purpose.name())
                        .param(account)
                        .param(Timestamp.from(clock.instant()))
                        .update();
        if (taken == 0) {
            throw new PasskeyRefusedException(Reason.UNKNOWN_CHALLENGE);
        }
    }

    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1M")
    void removeExpired() {
        jdbc.sql(REMOVE_EXPIRED).param(Timestamp.from(clock.instant())).update();
    }

    private static byte[] browser(HttpSession session) {
        return hash(session.getId().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
