package org.gatehouse.server.logout;

import com.github.f4b6a3.uuid.UuidCreator;
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
import org.gatehouse.server.tokens.ClientSession;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of clients to be told. */
@Component
class NoticeRows implements AccountErasure {

    /** A client that is down this long has other ways to find out: its tokens are dead. */
    static final Duration USEFUL = Duration.ofHours(24);

    private static final String INSERT = """
            INSERT INTO logout_notice (realm_id, id, client_id, account_id, subject, session, state, queued_at, turn_at,
                                       give_up_at)
            VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?)
            """;

    // whoever takes a notice has it for a while; when they die over it, its turn comes again
    private static final String TAKE = """
            UPDATE logout_notice SET tries = tries + 1, turn_at = ?
             WHERE (realm_id, id) = (SELECT realm_id, id FROM logout_notice WHERE state = 'waiting' AND turn_at <= ?
                                      ORDER BY turn_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING realm_id, (SELECT name FROM realm WHERE realm.id = realm_id) AS realm, id, client_id, subject,
                      session, tries, give_up_at
            """;

    private static final String END = """
            UPDATE logout_notice SET state = ?, problem = ?, subject = NULL, ended_at = ?
             WHERE realm_id = ? AND id = ? AND state = 'waiting' AND tries = ?
            """;

    private static final String SET_BACK = """
            UPDATE logout_notice SET turn_at = ?, problem = ?
             WHERE realm_id = ? AND id = ? AND state = 'waiting' AND tries = ?
            """;

    // one that hangs would else keep every thread busy with everything it is to be told
    private static final String HOLD_BACK = """
            UPDATE logout_notice SET turn_at = ?
             WHERE (realm_id, id) IN (SELECT realm_id, id FROM logout_notice
                                       WHERE realm_id = ? AND client_id = ? AND state = 'waiting' AND turn_at < ?
                                       LIMIT 10000 FOR UPDATE SKIP LOCKED)
            """;

    private static final String GIVE_UP = """
            UPDATE logout_notice SET state = 'failed', problem = coalesce(problem, 'too-late'), subject = NULL, ended_at = ?
             WHERE (realm_id, id) IN (SELECT realm_id, id FROM logout_notice WHERE state = 'waiting' AND give_up_at <= ?
                                       LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private static final String FORGET = """
            DELETE FROM logout_notice WHERE (realm_id, id) IN (SELECT realm_id, id FROM logout_notice WHERE ended_at <= ?
                                                                LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private static final String LIST = """
            SELECT id, client_id, state, problem, tries, queued_at, ended_at FROM logout_notice
             WHERE realm_id = ? AND account_id = ? ORDER BY queued_at DESC, id DESC LIMIT ?
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    NoticeRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A client somebody has to try to tell now. */
    record Taken(
            int realmId,
            String realm,
            UUID id,
            String client,
            String subject,
            String session,
            int tries,
            Instant giveUpAt) {}

    void insert(Realm realm, UUID account, String subject, ClientSession over) {
        Instant now = clock.instant();
        jdbc.sql(INSERT)
                .params(realm.id(), UuidCreator.getTimeOrderedEpoch(), over.clientId(), account)
                .params(subject, over.reference())
                .params(Timestamp.from(now), Timestamp.from(now), Timestamp.from(now.plus(USEFUL)))
                .update();
    }

    Optional<Taken> take(Duration lease) {
        Instant now = clock.instant();
        return jdbc.sql(TAKE)
                .params(Timestamp.from(now.plus(lease)), Timestamp.from(now))
                .query((row, number) -> taken(row))
                .optional();
    }

    void end(Taken notice, String state, @Nullable String problem) {
        jdbc.sql(END)
                .param(state)
                .param(problem)
                .params(Timestamp.from(clock.instant()), notice.realmId(), notice.id(), notice.tries())
                .update();
    }

    void setBack(Taken notice, Instant turn, String problem) {
        jdbc.sql(SET_BACK)
                .params(Timestamp.from(turn), problem, notice.realmId(), notice.id(), notice.tries())
                .update();
    }

    /** Everything else the client is to be told waits as well. */
    void holdBack(Taken notice, Instant turn) {
        Timestamp until = Timestamp.from(turn);
        jdbc.sql(HOLD_BACK)
                .params(until, notice.realmId(), notice.client(), until)
                .update();
    }

    int giveUp(int most) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql(GIVE_UP).params(now, now, most).update();
    }

    int forget(Duration kept, int most) {
        return jdbc.sql(FORGET)
                .params(Timestamp.from(clock.instant().minus(kept)), most)
                .update();
    }

    List<LogoutNotice> of(Realm realm, UUID account, int most) {
        return jdbc.sql(LIST)
                .params(realm.id(), account, most)
                .query((row, number) -> notice(row))
                .list();
    }

    /** Clients are told all the same that the sign-in is over; whose it was is forgotten with the telling. */
    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql("UPDATE logout_notice SET account_id = NULL WHERE realm_id = ? AND account_id = ?")
                .params(realm.id(), account)
                .update();
    }

    private static Taken taken(ResultSet row) throws SQLException {
        return new Taken(
                row.getInt("realm_id"),
                row.getString("realm"),
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getString("subject"),
                row.getString("session"),
                row.getInt("tries"),
                row.getTimestamp("give_up_at").toInstant());
    }

    private static LogoutNotice notice(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new LogoutNotice(
                row.getString("client_id"),
                row.getString("state"),
                row.getString("problem"),
                row.getInt("tries"),
                row.getTimestamp("queued_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
