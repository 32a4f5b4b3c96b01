package org.gatehouse.server.exports.trail;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.server.exports.trail.TrailExport.State;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of exports. */
@Component
class TrailExportRows {

    private static final String SELECT =
            "SELECT " + TrailExportRow.COLUMNS + " FROM trail_export e JOIN realm r ON r.id = e.realm_id ";

    private static final String LIST = SELECT + "WHERE e.realm_id = ? AND e.expires_at > ? ORDER BY e.id DESC";
    private static final String FIND = SELECT + "WHERE e.realm_id = ? AND e.id = ? AND e.expires_at > ?";
    private static final String TAKE = SELECT + """
            WHERE e.state = 'running' AND e.turn_at <= ? AND e.expires_at > ?
            ORDER BY e.turn_at LIMIT 1 FOR UPDATE OF e SKIP LOCKED
            """;

    private static final String ADD = """
            INSERT INTO trail_export
                   (realm_id, id, format, scope, expected, approval, most, state, created_at, turn_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String BEGIN = """
            UPDATE trail_export SET state = 'running', turn_at = ?, expires_at = ?
             WHERE realm_id = ? AND id = ? AND state = 'waiting' AND expires_at > ?
            """;
    private static final String REFUSE =
            "UPDATE trail_export SET state = 'failed', problem = ? WHERE realm_id = ? AND id = ? AND state = 'waiting'";

    private static final String MOVE = """
            UPDATE trail_export
               SET place = ?, chunks = chunks + 1, entries = entries + ?, bytes = bytes + ?, tries = 0, turn_at = ?
             WHERE realm_id = ? AND id = ?
            """;

    private static final String READY = """
            UPDATE trail_export SET state = 'ready', bytes = ?, sha256 = ?, checkpoints = ? WHERE realm_id = ? AND id = ?
            """;

    private static final String FAIL =
            "UPDATE trail_export SET state = 'failed', problem = ? WHERE realm_id = ? AND id = ?";

    private static final String SET_BACK =
            "UPDATE trail_export SET tries = tries + 1, turn_at = ? WHERE realm_id = ? AND id = ? AND state = 'running'";

    private static final String WITHDRAW =
            "UPDATE trail_export SET state = 'failed', problem = ? WHERE realm_id = ? AND state <> 'failed'";

    private static final String EXPIRED = """
            DELETE FROM trail_export WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM trail_export WHERE expires_at <= ? ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED))
            """;

    private final JdbcClient jdbc;

    TrailExportRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** So that two orders at once do not both see the last free place; until the transaction ends. */
    void lock(Realm realm) {
        jdbc.sql("SELECT 1 FROM realm WHERE id = ? FOR NO KEY UPDATE")
                .param(realm.id())
                .query(Integer.class)
                .single();
    }

    List<TrailExportRow> of(Realm realm, Instant now) {
        return jdbc.sql(LIST)
                .params(realm.id(), Timestamp.from(now))
                .query((row, number) -> TrailExportRow.read(row))
                .list();
    }

    Optional<TrailExportRow> find(ExportKey key, Instant now) {
        return jdbc.sql(FIND)
                .params(key.realm(), key.id(), Timestamp.from(now))
                .query((row, number) -> TrailExportRow.read(row))
                .optional();
    }

    /** The one whose turn it is, locked until the transaction ends; those another node holds are passed over. */
    Optional<TrailExportRow> take(Instant now) {
        return jdbc.sql(TAKE)
                .params(Timestamp.from(now), Timestamp.from(now))
                .query((row, number) -> TrailExportRow.read(row))
                .optional();
    }

    /**
     * One that is begun at once, or waits.
     *
     * @param approval the request it waits for; null for none
     * @param most entries it may have without one
     */
    void add(
            ExportKey key,
            TrailFormat format,
            TrailScope scope,
            @Nullable Long expected,
            @Nullable UUID approval,
            @Nullable Integer most,
            Instant now,
            Instant expires) {
        jdbc.sql(ADD)
                .params(key.realm(), key.id(), format.code(), TrailExportRow.json(scope))
                .param(expected)
                .param(approval)
                .param(approval == null ? most : null)
                .param((approval == null ? State.RUNNING : State.WAITING).code())
                .params(Timestamp.from(now), Timestamp.from(now), Timestamp.from(expires))
                .update();
    }

    /** False when it does not wait any more. */
    boolean begin(ExportKey key, Instant now, Instant expires) {
        Timestamp at = Timestamp.from(now);
        return jdbc.sql(BEGIN)
                        .params(at, Timestamp.from(expires), key.realm(), key.id(), at)
                        .update()
                > 0;
    }

    void refuse(ExportKey key, String problem) {
        jdbc.sql(REFUSE).params(problem, key.realm(), key.id()).update();
    }

    void move(ExportKey key, @Nullable Cursor place, int entries, int bytes, Instant now) {
        jdbc.sql(MOVE)
                .param(place == null ? null : place.encoded())
                .params(entries, bytes, Timestamp.from(now), key.realm(), key.id())
                .update();
    }

    void ready(ExportKey key, long bytes, String sha256, String checkpoints) {
        jdbc.sql(READY)
                .params(bytes, sha256, checkpoints, key.realm(), key.id())
                .update();
    }

    void fail(ExportKey key, String problem) {
        jdbc.sql(FAIL).params(problem, key.realm(), key.id()).update();
    }

    void setBack(ExportKey key, Instant until) {
        jdbc.sql(SET_BACK).params(Timestamp.from(until), key.realm(), key.id()).update();
    }

    /** Waits for steps under way, so that nothing they write outlives this. */
    void withdraw(Realm realm, String problem) {
        jdbc.sql(WITHDRAW).params(problem, realm.id()).update();
        jdbc.sql("DELETE FROM trail_export_chunk WHERE realm_id = ?")
                .param(realm.id())
                .update();
    }

    boolean remove(ExportKey key) {
        return jdbc.sql("DELETE FROM trail_export WHERE realm_id = ? AND id = ?")
                        .params(key.realm(), key.id())
                        .update()
                > 0;
    }

    void removeExpired(Instant now, int most) {
        jdbc.sql(EXPIRED).params(Timestamp.from(now), most).update();
    }
}
