package org.gatehouse.server.proofs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.verify.Fault;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of verifications: a row for a realm. */
@Component
class TrailCheckRows {

    /** After so long without a word the node that was at it is thought to be gone. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final TypeReference<List<Fault>> FAULTS = new TypeReference<>() {};

    private static final String BEGIN = """
            INSERT INTO trail_check AS c (realm_id, run, started_at, seen_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (realm_id) DO UPDATE
               SET run = excluded.run, started_at = excluded.started_at, seen_at = excluded.seen_at, entries = 0, total = 0
             WHERE c.run IS NULL OR c.seen_at < ?
            """;
    private static final String MOVE =
            "UPDATE trail_check SET entries = ?, total = ?, seen_at = ? WHERE realm_id = ? AND run = ?";
    private static final String END = """
            UPDATE trail_check SET run = NULL, ended_at = ?, checked = ?, faults = ?, entry = NULL
             WHERE realm_id = ? AND run = ?
            """;
    private static final String REFER = "UPDATE trail_check SET entry = ? WHERE realm_id = ? AND ended_at = ?";
    private static final String FIND = "SELECT * FROM trail_check WHERE realm_id = ?";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    TrailCheckRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** False while another one is under way. */
    boolean begin(Realm realm, UUID run, Instant now) {
        Timestamp at = Timestamp.from(now);
        return jdbc.sql(BEGIN)
                        .params(realm.id(), run, at, at, Timestamp.from(now.minus(PATIENCE)))
                        .update()
                == 1;
    }

    /** False when somebody else's has taken its place. */
    boolean move(Realm realm, UUID run, long entries, long total, Instant now) {
        return jdbc.sql(MOVE)
                        .params(entries, total, Timestamp.from(now), realm.id(), run)
                        .update()
                == 1;
    }

    /** @param entries checked; null when it could not be checked */
    boolean end(Realm realm, UUID run, Instant now, @Nullable Long entries, List<Fault> faults) {
        return jdbc.sql(END)
                        .param(Timestamp.from(now))
                        .param(entries)
                        .param(json.writeValueAsString(faults))
                        .param(realm.id())
                        .param(run)
                        .update()
                == 1;
    }

    /** Which entry tells of the one that ended then. */
    void refer(Realm realm, Instant endedAt, String entry) {
        jdbc.sql(REFER).params(entry, realm.id(), Timestamp.from(endedAt)).update();
    }

    TrailCheck find(Realm realm, Instant now) {
        return jdbc.sql(FIND)
                .param(realm.id())
                .query((row, number) -> new TrailCheck(running(row, now), last(row)))
                .optional()
                .orElse(TrailCheck.NONE);
    }

    private static TrailCheck.@Nullable Running running(ResultSet row, Instant now) throws SQLException {
        boolean runs = row.getObject("run") != null
                && !row.getTimestamp("seen_at").toInstant().isBefore(now.minus(PATIENCE));
        return runs
                ? new TrailCheck.Running(
                        row.getTimestamp("started_at").toInstant(), row.getLong("entries"), row.getLong("total"))
                : null;
    }

    private TrailCheck.@Nullable Last last(ResultSet row) throws SQLException {
        Timestamp endedAt = row.getTimestamp("ended_at");
        return endedAt == null
                ? null
                : new TrailCheck.Last(
                        endedAt.toInstant(),
                        row.getObject("checked", Long.class),
                        Optional.ofNullable(row.getString("faults"))
                                .map(text -> json.readValue(text, FAULTS))
                                .orElse(List.of()),
                        row.getString("entry"));
    }
}
