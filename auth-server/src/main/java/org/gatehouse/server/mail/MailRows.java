package org.gatehouse.server.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of mail. */
@Component
class MailRows {

    private static final String INSERT = """
            INSERT INTO mail (realm_id, id, account_id, kind, recipient_sealed, content_sealed, state, queued_at, turn_at,
                              give_up_at)
            VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?)
            """;

    // whoever takes a letter has it for a while; when they die over it, its turn comes again
    private static final String TAKE = """
            UPDATE mail SET tries = tries + 1, turn_at = ?
             WHERE (realm_id, id) = (SELECT realm_id, id FROM mail WHERE state = 'waiting' AND turn_at <= ?
                                      ORDER BY turn_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING realm_id, id, recipient_sealed, content_sealed, tries, give_up_at
            """;

    private static final String END = """
            UPDATE mail SET state = ?, problem = ?, content_sealed = NULL, ended_at = ?
             WHERE realm_id = ? AND id = ? AND state = 'waiting' AND tries = ?
            """;

    private static final String SET_BACK = """
            UPDATE mail SET turn_at = ?, problem = ?
             WHERE realm_id = ? AND id = ? AND state = 'waiting' AND tries = ?
            """;

    private static final String GIVE_UP = """
            UPDATE mail SET state = 'failed', problem = coalesce(problem, 'too-late'), content_sealed = NULL, ended_at = ?
             WHERE (realm_id, id) IN (SELECT realm_id, id FROM mail WHERE state = 'waiting' AND give_up_at <= ?
                                       LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private static final String FORGET = """
            DELETE FROM mail WHERE (realm_id, id) IN (SELECT realm_id, id FROM mail WHERE ended_at <= ?
                                                       LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private static final String LIST = """
            SELECT id, kind, recipient_sealed, state, problem, tries, queued_at, ended_at FROM mail
             WHERE realm_id = ? AND account_id = ? AND queued_at > ? ORDER BY queued_at DESC, id DESC LIMIT ?
            """;

    private final JdbcClient jdbc;
    private final SealedMail seal;
    private final JsonMapper json;
    private final Clock clock;

    MailRows(JdbcClient jdbc, SealedMail seal, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.json = json;
        this.clock = clock;
    }

    /** A letter somebody has to try to send now. */
    record Taken(int realm, UUID id, int tries, Instant giveUpAt, Letter letter) {}

    /** What is sealed of a letter beside its recipient. */
    record Content(String sender, String subject, String text, String html) {}

    void insert(Realm realm, UUID account, MailKind kind, Letter letter) {
        Instant now = clock.instant();
        String content =
                json.writeValueAsString(new Content(letter.sender(), letter.subject(), letter.text(), letter.html()));
        jdbc.sql(INSERT)
                .params(realm.id(), letter.id(), account, kind.code())
                .param(seal.seal(realm.id(), letter.id(), "recipient", letter.to()))
                .param(seal.seal(realm.id(), letter.id(), "content", content))
                .params(Timestamp.from(now), Timestamp.from(now), Timestamp.from(now.plus(kind.useful())))
                .update();
    }

    Optional<Taken> take(Duration lease) {
        Instant now = clock.instant();
        return jdbc.sql(TAKE)
                .params(Timestamp.from(now.plus(lease)), Timestamp.from(now))
                .query((row, number) -> taken(row))
                .optional();
    }

    void sent(Taken mail) {
        end(mail, "sent", null);
    }

    void failed(Taken mail, String problem) {
        end(mail, "failed", problem);
    }

    void setBack(Taken mail, Instant turn, String problem) {
        jdbc.sql(SET_BACK)
                .params(Timestamp.from(turn), problem, mail.realm(), mail.id(), mail.tries())
                .update();
    }

    /** Nobody tries any more what is of no use; returns how many there were, at most so many. */
    int giveUp(int most) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql(GIVE_UP).params(now, now, most).update();
    }

    int forget(Duration kept, int most) {
        return jdbc.sql(FORGET)
                .params(Timestamp.from(clock.instant().minus(kept)), most)
                .update();
    }

    List<SentMail> of(Realm realm, UUID account, Duration back, int most) {
        return jdbc.sql(LIST)
                .params(realm.id(), account, Timestamp.from(clock.instant().minus(back)), most)
                .query((row, number) -> logged(realm, row))
                .list();
    }

    private void end(Taken mail, String state, @Nullable String problem) {
        jdbc.sql(END)
                .param(state)
                .param(problem)
                .params(Timestamp.from(clock.instant()), mail.realm(), mail.id(), mail.tries())
                .update();
    }

    private Taken taken(ResultSet row) throws SQLException {
        int realm = row.getInt("realm_id");
        UUID id = row.getObject("id", UUID.class);
        Content content =
                json.readValue(seal.open(realm, id, "content", row.getBytes("content_sealed")), Content.class);
        String to = seal.open(realm, id, "recipient", row.getBytes("recipient_sealed"));
        return new Taken(
                realm,
                id,
                row.getInt("tries"),
                row.getTimestamp("give_up_at").toInstant(),
                new Letter(id, content.sender(), to, content.subject(), content.text(), content.html()));
    }

    private SentMail logged(Realm realm, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Timestamp ended = row.getTimestamp("ended_at");
        return new SentMail(
                id,
                row.getString("kind"),
                seal.open(realm.id(), id, "recipient", row.getBytes("recipient_sealed")),
                row.getString("state"),
                row.getString("problem"),
                row.getInt("tries"),
                row.getTimestamp("queued_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
