package org.gatehouse.server.trailviews;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The part of the table of kept questions that says when to look for new entries. */
@Component
class AlertRows {

    private static final String SET =
            "UPDATE trail_view SET alert_pace = ?, alert_seen = ?, alert_due = ? WHERE realm_id = ? AND id = ?";

    private static final String MOVE =
            "UPDATE trail_view SET alert_seen = ?, alert_due = ? WHERE realm_id = ? AND id = ?";

    // nobody waits: another node has it
    private static final String NEXT = """
            SELECT (SELECT name FROM realm WHERE realm.id = v.realm_id) AS realm, v.id, v.alert_pace, v.alert_seen
              FROM trail_view v
             WHERE v.alert_due <= ?
             ORDER BY v.alert_due LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
            """;

    private static final String PUT_OFF = """
            UPDATE trail_view SET alert_due = ?
             WHERE realm_id = (SELECT id FROM realm WHERE name = ?) AND id = ? AND alert_due IS NOT NULL
            """;

    private final JdbcClient jdbc;

    AlertRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One whose turn it is, by the realm's name. */
    record Due(String realm, UUID view, AlertPace pace, Instant seen) {}

    /** From now on, of what comes from now on. */
    void on(Realm realm, UUID view, AlertPace pace, Instant now) {
        set(realm, view, pace.code(), Timestamp.from(now));
    }

    void off(Realm realm, UUID view) {
        set(realm, view, null, null);
    }

    private void set(Realm realm, UUID view, @Nullable String pace, @Nullable Timestamp from) {
        jdbc.sql(SET)
                .param(pace)
                .param(from)
                .param(from)
                .params(realm.id(), view)
                .update();
    }

    void move(Realm realm, UUID view, Instant seen, Instant due) {
        jdbc.sql(MOVE)
                .params(Timestamp.from(seen), Timestamp.from(due), realm.id(), view)
                .update();
    }

    /** Locked within the transaction under way. */
    Optional<Due> next(Instant now) {
        return jdbc.sql(NEXT)
                .param(Timestamp.from(now))
                .query((row, number) -> new Due(
                        row.getString("realm"),
                        row.getObject("id", UUID.class),
                        AlertPace.find(row.getString("alert_pace")).orElseThrow(),
                        row.getTimestamp("alert_seen").toInstant()))
                .optional();
    }

    void putOff(Due due, Instant until) {
        jdbc.sql(PUT_OFF).params(Timestamp.from(until), due.realm(), due.view()).update();
    }
}
