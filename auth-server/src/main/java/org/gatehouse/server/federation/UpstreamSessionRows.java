package org.gatehouse.server.federation;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of sessions at providers that sign-ins here came from. */
@Component
class UpstreamSessionRows implements AccountErasure {

    /** Somebody signs out here and decides to do so there too. */
    static final Duration AFTER_LEAVING = Duration.ofMinutes(10);

    /** A sign-in takes half an hour at most; then it is looked whether there is still something to end. */
    static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    // what ended while its token was on the way does not begin
    private static final String INSERT = """
            INSERT INTO upstream_session (realm_id, id, connection, subject_hash, session_hash, hints_sealed, begun_at, kept_until)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?
             WHERE NOT EXISTS (SELECT FROM upstream_logout WHERE realm_id = ? AND session_hash = ?)
            """;

    private static final String BEGIN = """
            UPDATE upstream_session u SET account_id = ?, reference = ?
             WHERE realm_id = ? AND id = ? AND reference IS NULL AND ended_at IS NULL
               AND NOT EXISTS (SELECT FROM upstream_logout l
                                WHERE l.realm_id = u.realm_id AND l.session_hash = u.session_hash)
            """;

    private static final String REPLACE =
            "DELETE FROM upstream_session WHERE realm_id = ? AND reference = ? AND id <> ?";

    // a session whose ID token had no name for it is any of its person's
    private static final String END = """
            UPDATE upstream_session SET ended_at = :when
             WHERE realm_id = :realm AND connection = :connection AND ended_at IS NULL
               AND (:session::bytea IS NULL OR session_hash = :session
                    OR (session_hash IS NULL AND :subject::bytea IS NOT NULL))
               AND (:subject::bytea IS NULL OR subject_hash = :subject)
            """;

    // those of which something is left: a whole connection may have ended
    private static final String ENDED = """
            SELECT r.name, u.account_id, u.reference, u.connection, u.end_reason
              FROM upstream_session u JOIN realm r ON r.id = u.realm_id
             WHERE u.ended_at >= ? AND u.reference IS NOT NULL
               AND (EXISTS (SELECT FROM web_session w
                             WHERE w.principal_name = r.name || '/' || u.account_id || '/' || u.reference)
                    OR EXISTS (SELECT FROM token_family f WHERE f.realm_id = u.realm_id AND f.session_ref = u.reference
                                  AND f.ended_at IS NULL))
             ORDER BY u.ended_at LIMIT ?
            """;

    private static final String ENDED_BY = """
            SELECT account_id, reference FROM upstream_session
             WHERE realm_id = :realm AND connection = :connection AND ended_at = :when AND reference IS NOT NULL
               AND (:session::bytea IS NULL OR session_hash = :session
                    OR (session_hash IS NULL AND :subject::bytea IS NOT NULL))
               AND (:subject::bytea IS NULL OR subject_hash = :subject)
            """;

    private static final String LEAVE = """
            UPDATE upstream_session SET left_at = ?, kept_until = ? WHERE realm_id = ? AND reference = ? RETURNING id
            """;

    private static final String LEFT =
            "SELECT connection FROM upstream_session WHERE realm_id = ? AND id = ? AND left_at > ?";

    private static final String TAKE = """
            WITH left_one AS (SELECT realm_id, id, hints_sealed FROM upstream_session
                               WHERE realm_id = ? AND id = ? AND connection = ? AND left_at > ? FOR UPDATE)
            UPDATE upstream_session u SET hints_sealed = NULL FROM left_one
             WHERE u.realm_id = left_one.realm_id AND u.id = left_one.id AND left_one.hints_sealed IS NOT NULL
            RETURNING left_one.hints_sealed
            """;

    private static final String FORGET = """
            DELETE FROM upstream_session WHERE ctid = ANY (ARRAY(
                SELECT u.ctid FROM upstream_session u JOIN realm r ON r.id = u.realm_id
                 WHERE u.kept_until < ?
                   AND NOT EXISTS (SELECT FROM web_session w
                                    WHERE w.principal_name = r.name || '/' || u.account_id || '/' || u.reference)
                   AND NOT EXISTS (SELECT FROM token_family f WHERE f.realm_id = u.realm_id AND f.session_ref = u.reference
                                      AND f.ended_at IS NULL AND f.expires_at > ?)
                 ORDER BY u.kept_until LIMIT ? FOR UPDATE OF u SKIP LOCKED))
            """;

    private static final String LOOK_LATER = """
            UPDATE upstream_session SET kept_until = ? WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM upstream_session WHERE kept_until < ? ORDER BY kept_until LIMIT ? FOR UPDATE SKIP LOCKED))
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    UpstreamSessionRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a provider says is over: of a subject all sessions, of both the one. */
    record Named(byte @Nullable [] session, byte @Nullable [] subject) {}

    /** A sign-in here that came from a session there that is over. */
    record Over(UUID account, String reference) {}

    /**
     * The same, of any realm.
     *
     * @param reason null when the provider said so
     */
    record OverAnywhere(
            String realm, String connection, @Nullable String reason, Over over) {}

    /** A sign-in that came by a connection. */
    record Arrival(String connection, String reference, Instant begunAt) {}

    /** False when it has ended already. */
    boolean insert(Realm realm, UUID id, Connection connection, Named named, byte @Nullable [] hints) {
        Instant now = clock.instant();
        return jdbc.sql(INSERT)
                        .params(realm.id(), id, connection.alias(), bytes(named.subject()))
                        .params(bytes(named.session()), bytes(hints))
                        .params(Timestamp.from(now), Timestamp.from(now.plus(BETWEEN_LOOKS)))
                        .params(realm.id(), bytes(named.session()))
                        .update()
                == 1;
    }

    /** False when it has ended meanwhile. Where the sign-in was before it came from here, it is not from any more. */
    boolean begin(Realm realm, UUID id, SignedInAccount signedIn) {
        boolean begun = jdbc.sql(BEGIN)
                        .params(signedIn.account(), signedIn.reference(), realm.id(), id)
                        .update()
                == 1;
        if (begun) {
            jdbc.sql(REPLACE).params(realm.id(), signedIn.reference(), id).update();
        }
        return begun;
    }

    /** Marks them; {@link #overBy} tells which sign-ins came from them. */
    void end(Realm realm, Connection connection, Named named, Instant when) {
        about(END, realm, connection, named, when).update();
    }

    List<Over> overBy(Realm realm, Connection connection, Named named, Instant when) {
        return about(ENDED_BY, realm, connection, named, when)
                .query((row, number) -> new Over(row.getObject("account_id", UUID.class), row.getString("reference")))
                .list();
    }

    private JdbcClient.StatementSpec about(String sql, Realm realm, Connection connection, Named named, Instant when) {
        return jdbc.sql(sql)
                .param("realm", realm.id())
                .param("connection", connection.alias())
                .param("when", Timestamp.from(when))
                .param("session", bytes(named.session()))
                .param("subject", bytes(named.subject()));
    }

    List<OverAnywhere> overSince(Instant since, int most) {
        return jdbc.sql(ENDED)
                .params(Timestamp.from(since), most)
                .query((row, number) -> new OverAnywhere(
                        row.getString("name"),
                        row.getString("connection"),
                        row.getString("end_reason"),
                        new Over(row.getObject("account_id", UUID.class), row.getString("reference"))))
                .list();
    }

    /** The person signs out here; tells by what the session there is named for the minutes in which they may do so there. */
    Optional<UUID> leave(Realm realm, String reference) {
        Instant now = clock.instant();
        return jdbc.sql(LEAVE)
                .params(Timestamp.from(now), Timestamp.from(now.plus(AFTER_LEAVING)), realm.id(), reference)
                .query(UUID.class)
                .optional();
    }

    /** The alias of the connection they came by. */
    Optional<String> left(Realm realm, UUID id) {
        return jdbc.sql(LEFT)
                .params(realm.id(), id, lately())
                .query(String.class)
                .optional();
    }

    /** The hints, once. */
    Optional<byte[]> takeHints(Realm realm, UUID id, Connection connection) {
        return jdbc.sql(TAKE)
                .params(realm.id(), id, connection.alias(), lately())
                .query(byte[].class)
                .optional();
    }

    List<Arrival> of(Realm realm, UUID account) {
        return jdbc.sql("""
                        SELECT connection, reference, begun_at FROM upstream_session
                         WHERE realm_id = ? AND account_id = ? ORDER BY begun_at, reference
                        """)
                .params(realm.id(), account)
                .query((row, number) -> new Arrival(
                        row.getString("connection"),
                        row.getString("reference"),
                        row.getTimestamp("begun_at").toInstant()))
                .list();
    }

    /** Removes what there is nothing left to end of; looks at the rest again later. */
    void forget(int most) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(FORGET).params(now, now, most).update();
        Timestamp later = Timestamp.from(clock.instant().plus(BETWEEN_LOOKS));
        jdbc.sql(LOOK_LATER).params(later, now, most).update();
    }

    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql("DELETE FROM upstream_session WHERE realm_id = ? AND account_id = ?")
                .params(realm.id(), account)
                .update();
    }

    private Timestamp lately() {
        return Timestamp.from(clock.instant().minus(AFTER_LEAVING));
    }

    private static SqlParameterValue bytes(byte @Nullable [] value) {
        return new SqlParameterValue(Types.BINARY, value);
    }
}
