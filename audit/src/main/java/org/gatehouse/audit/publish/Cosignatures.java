package org.gatehouse.audit.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.audit.note.Cosignature;
import org.gatehouse.audit.note.SignedNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signatures of witnesses, beside the checkpoints they are on. */
final class Cosignatures {

    /** Cosigned checkpoints that are looked at, the newest first: as many as witnesses may be apart. */
    private static final int LOOKED_AT = 8;

    private static final String LINES = """
            SELECT line FROM audit.audit_cosignature WHERE log_id = ? AND origin = ? AND size = ? ORDER BY witness
            """;
    private static final String COSIGNED = """
            SELECT c.size, c.ts, c.note FROM (SELECT DISTINCT log_id, origin, size FROM audit.audit_cosignature
                WHERE log_id = ? AND origin = ? ORDER BY size DESC LIMIT %d) AS s
            JOIN audit.audit_checkpoint c USING (log_id, origin, size) ORDER BY c.size DESC
            """.formatted(LOOKED_AT);
    private static final String LAST = """
            SELECT DISTINCT ON (witness) witness, size, ts FROM audit.audit_cosignature
            WHERE log_id = ? AND origin = ? ORDER BY witness, size DESC
            """;

    /** Again, when a newer one has replaced it meanwhile. */
    private static final String CHECKPOINT = """
            INSERT INTO audit.audit_checkpoint (log_id, origin, size, ts, note) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (log_id, origin, size) DO NOTHING
            """;

    private static final String KEEP = """
            INSERT INTO audit.audit_cosignature (log_id, origin, size, witness, ts, line) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (log_id, origin, size, witness) DO UPDATE SET ts = excluded.ts, line = excluded.line
            """;
    private static final String THIN = """
            DELETE FROM audit.audit_cosignature s WHERE log_id = ? AND origin = ? AND NOT EXISTS (
                SELECT FROM audit.audit_checkpoint c
                WHERE c.log_id = s.log_id AND c.origin = s.origin AND c.size = s.size)
            """;

    private static final Logger LOG = LoggerFactory.getLogger(Cosignatures.class);

    private Cosignatures() {}

    /** What a witness cosigned last, as far as the database says. */
    record Last(long size, Instant at) {}

    /** The note with the signatures of its witnesses. */
    static Checkpoints.Stored added(Connection connection, LogRow log, Checkpoints.Stored stored) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(LINES)) {
            select.setInt(1, log.id());
            select.setString(2, log.origin());
            select.setLong(3, stored.size());
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines.isEmpty()
                ? stored
                : new Checkpoints.Stored(stored.size(), stored.at(), with(stored.note(), lines));
    }

    /** One that was altered vouches for nothing, and must not take the log's own signature with it. */
    private static SignedNote with(SignedNote note, List<String> lines) {
        try {
            return note.with(lines);
        } catch (IllegalArgumentException ex) {
            LOG.error("A stored cosignature was altered. {}", ex.getMessage());
            return note;
        }
    }

    /** The newest checkpoints with a cosignature, the newest first. */
    static List<Checkpoints.Stored> cosigned(Connection connection, LogRow log) throws SQLException {
        List<Checkpoints.Stored> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COSIGNED)) {
            select.setInt(1, log.id());
            select.setString(2, log.origin());
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                Checkpoints.read(rows).ifPresent(found::add);
            }
        }
        List<Checkpoints.Stored> all = new ArrayList<>();
        for (Checkpoints.Stored stored : found) {
            all.add(added(connection, log, stored));
        }
        return all;
    }

    /** Of those that cover an entry, the one most others vouch for. */
    static Optional<Checkpoints.Stored> covering(Connection connection, LogRow log, long index) throws SQLException {
        return cosigned(connection, log).stream()
                .filter(stored -> index < stored.size() && stored.size() <= log.size())
                .max(Comparator.comparing((Checkpoints.Stored stored) ->
                                stored.note().signatures().size())
                        .thenComparing(Checkpoints.Stored::size));
    }

    /** By the witnesses' keys. */
    static Map<String, Last> last(Connection connection, LogRow log) throws SQLException {
        Map<String, Last> last = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(LAST)) {
            select.setInt(1, log.id());
            select.setString(2, log.origin());
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                Instant at = rows.getObject(3, OffsetDateTime.class).toInstant();
                last.put(rows.getString(1), new Last(rows.getLong(2), at));
            }
        }
        return last;
    }

    /** In one transaction. */
    static void keep(Connection connection, LogRow log, Checkpoints.Stored checkpoint, Cosignature cosignature)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            store(connection, log, checkpoint, cosignature);
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void store(Connection connection, LogRow log, Checkpoints.Stored checkpoint, Cosignature cosignature)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CHECKPOINT)) {
            insert.setInt(1, log.id());
            insert.setString(2, log.origin());
            insert.setLong(3, checkpoint.size());
            insert.setObject(4, checkpoint.at().atOffset(ZoneOffset.UTC));
            insert.setString(5, checkpoint.note().toString());
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
            insert.setInt(1, log.id());
            insert.setString(2, log.origin());
            insert.setLong(3, checkpoint.size());
            insert.setString(4, cosignature.key().toString());
            insert.setObject(5, cosignature.at().atOffset(ZoneOffset.UTC));
            insert.setString(6, cosignature.line().toString());
            insert.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement(THIN)) {
            delete.setInt(1, log.id());
            delete.setString(2, log.origin());
            delete.executeUpdate();
        }
    }
}
