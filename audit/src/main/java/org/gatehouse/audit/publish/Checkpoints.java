package org.gatehouse.audit.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.gatehouse.audit.note.SignedNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signed notes of each log: the newest, and the last of each day before. */
final class Checkpoints {

    private static final String NEWEST = """
            SELECT size, ts, note FROM audit.audit_checkpoint
            WHERE log_id = ? AND origin = ? ORDER BY size DESC LIMIT 1
            """;
    private static final String STORE = """
            INSERT INTO audit.audit_checkpoint (log_id, origin, size, ts, note) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (log_id, origin, size) DO UPDATE SET ts = excluded.ts, note = excluded.note
            """;

    /** What a witness cosigned last stays, for all that was signed since. */
    private static final String THIN = """
            DELETE FROM audit.audit_checkpoint c WHERE log_id = ? AND origin = ? AND size < ? AND ts >= ?
            AND size NOT IN (SELECT max(s.size) FROM audit.audit_cosignature s
                             WHERE s.log_id = c.log_id AND s.origin = c.origin GROUP BY s.witness)
            """;

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private Checkpoints() {}

    /** One signed note. */
    record Stored(long size, Instant at, SignedNote note) {}

    /** The newest of the log's present origin. */
    static Optional<Stored> newest(Connection connection, LogRow log) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setInt(1, log.id());
            select.setString(2, log.origin());
            ResultSet row = select.executeQuery();
            Optional<Stored> newest = row.next() ? read(row) : Optional.empty();
            return newest.isPresent()
                    ? Optional.of(Cosignatures.added(connection, log, newest.get()))
                    : Optional.empty();
        }
    }

    static void store(Connection connection, LogRow log, Instant now, SignedNote note) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(STORE)) {
            insert.setInt(1, log.id());
            insert.setString(2, log.origin());
            insert.setLong(3, log.size());
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            insert.setString(5, note.toString());
            insert.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(THIN)) {
            delete.setInt(1, log.id());
            delete.setString(2, log.origin());
            delete.setLong(3, log.size());
            delete.setObject(4, now.truncatedTo(ChronoUnit.DAYS).atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    /** One that was altered counts as none: it is signed again, and a verification still finds it until then. */
    static Optional<Stored> read(ResultSet row) throws SQLException {
        try {
            return Optional.of(new Stored(
                    row.getLong(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    SignedNote.parse(row.getString(3))));
        } catch (IllegalArgumentException ex) {
            LOG.error("A stored checkpoint was altered. {}", ex.getMessage());
            return Optional.empty();
        }
    }
}
