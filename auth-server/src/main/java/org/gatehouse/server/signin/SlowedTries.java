package org.gatehouse.server.signin;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The counters of {@link SignInThrottle} that have run out, until they have refilled. Kept for all nodes, so that a letter
 * about it is written though the node that refused dies. The addresses are sealed, and gone once the owner was told.
 */
@Component
public class SlowedTries implements AccountErasure {

    /** Of whoever could not be told by then nobody needs to hear. */
    private static final Duration WORTH_TELLING = Duration.ofDays(1);

    private static final int REMOVED_A_RUN = 1_000;

    private static final String NOTE = """
            INSERT INTO slowed_try (bucket, realm_id, account_id, kind, known, address_sealed, until)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (realm_id, bucket) DO UPDATE SET until = EXCLUDED.until, address_sealed = EXCLUDED.address_sealed
            """;
    private static final String LIST = """
            SELECT kind, known, until FROM slowed_try WHERE realm_id = ? AND account_id = ? AND until > ?
             ORDER BY until DESC, bucket
            """;
    // what is over already is nobody's to fill: there would be no entry of it
    private static final String LIFT = """
            WITH lifted AS (
                DELETE FROM slowed_try WHERE realm_id = ? AND account_id = ? AND until > ?
                RETURNING bucket, kind, known, until),
            counters AS (
                DELETE FROM sign_in_throttle WHERE id IN (SELECT bucket FROM lifted))
            SELECT kind, known, until FROM lifted ORDER BY until DESC, bucket
            """;
    // the account too, which others lock before the row; and nobody waits here
    private static final String TAKE = """
            WITH next AS (
                SELECT t.realm_id, t.bucket, t.address_sealed FROM slowed_try t
                  JOIN account a ON a.realm_id = t.realm_id AND a.id = t.account_id
                 WHERE t.address_sealed IS NOT NULL
                 ORDER BY t.until LIMIT 1 FOR NO KEY UPDATE OF a, t SKIP LOCKED)
            UPDATE slowed_try s SET address_sealed = NULL FROM next
             WHERE s.realm_id = next.realm_id AND s.bucket = next.bucket
            RETURNING (SELECT name FROM realm WHERE realm.id = s.realm_id) AS realm, s.account_id, s.bucket,
                      next.address_sealed AS address
            """;
    private static final String GIVE_UP = """
            UPDATE slowed_try SET address_sealed = NULL
             WHERE realm_id = (SELECT id FROM realm WHERE name = ?) AND bucket = ?
            """;
    private static final String REMOVE = """
            DELETE FROM slowed_try WHERE (realm_id, bucket) IN (
                SELECT realm_id, bucket FROM slowed_try
                 WHERE until <= ? AND (address_sealed IS NULL OR account_id IS NULL OR until <= ?)
                 LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final JdbcClient jdbc;
    private final Seal seal;
    private final Clock clock;

    SlowedTries(JdbcClient jdbc, MasterKey masterKey, Clock clock) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "sign-in/slowed");
        this.clock = clock;
    }

    /**
     * A counter that has run out.
     *
     * @param known whether it is of a browser the person has signed in with; else of everybody
     * @param until when the next try is looked at
     */
    public record Slowed(Kind kind, boolean known, Instant until) {}

    /** Somebody who is to be told, by the realm's name. */
    public record Untold(String realm, UUID account, String bucket, String address) {}

    /** @param address from where; null when nobody is to be told of it */
    void note(
            Realm realm,
            @Nullable UUID account,
            Kind kind,
            String bucket,
            boolean known,
            Duration pause,
            @Nullable String address) {
        jdbc.sql(NOTE)
                .param(bucket)
                .param(realm.id())
                .param(account)
                .param(kind.name())
                .param(known)
                .param(address == null ? null : seal(bucket, address))
                .param(Timestamp.from(clock.instant().plus(pause)))
                .update();
    }

    /** What of the account is slowed now, the longest first. */
    public List<Slowed> of(Realm realm, UUID account) {
        return jdbc.sql(LIST)
                .params(realm.id(), account, now())
                .query((row, number) -> slowed(row))
                .list();
    }

    /** Fills these counters again, within the transaction under way; tells which were empty. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Slowed> lift(Realm realm, UUID account) {
        return jdbc.sql(LIFT)
                .params(realm.id(), account, now())
                .query((row, number) -> slowed(row))
                .list();
    }

    /** Somebody to be told, with their account locked, within the transaction under way: when that is undone, it is as before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Untold> take() {
        return jdbc.sql(TAKE)
                .query((row, number) -> new Untold(
                        row.getString("realm"),
                        row.getObject("account_id", UUID.class),
                        row.getString("bucket"),
                        open(row.getString("bucket"), row.getBytes("address"))))
                .optional();
    }

    /** Nobody is told of this one: it does not work, and others wait. */
    public void giveUp(Untold untold) {
        jdbc.sql(GIVE_UP).params(untold.realm(), untold.bucket()).update();
    }

    @Scheduled(initialDelayString = "PT3M", fixedDelayString = "PT1M")
    void removeRefilled() {
        Instant now = clock.instant();
        jdbc.sql(REMOVE)
                .params(Timestamp.from(now), Timestamp.from(now.minus(WORTH_TELLING)), REMOVED_A_RUN)
                .update();
    }

    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql("DELETE FROM slowed_try WHERE realm_id = ? AND account_id = ?")
                .params(realm.id(), account)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Slowed slowed(ResultSet row) throws SQLException {
        return new Slowed(
                Kind.valueOf(row.getString("kind")),
                row.getBoolean("known"),
                row.getTimestamp("until").toInstant());
    }

    private byte[] seal(String bucket, String address) {
        return seal.seal(address, bucket.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing known when it was altered or sealed under another key: they are told all the same. */
    private String open(String bucket, byte[] sealed) {
        return seal.findText(sealed, bucket.getBytes(StandardCharsets.UTF_8)).orElse("?");
    }
}
