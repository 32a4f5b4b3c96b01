package org.gatehouse.audit.verify;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.PrunedStatement;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.jspecify.annotations.Nullable;

/** One log of the database: what it claims, and the runs it can be read in. */
final class DatabaseLog {

    private static final String TILED =
            "SELECT coalesce(max(idx) + 1, 0) FROM audit.audit_tile WHERE log_id = ? AND level = 0";
    private static final String BOUNDS = """
            SELECT DISTINCT last_ts FROM audit.audit_tile
            WHERE log_id = %d AND level = 0 AND idx %% 256 = 255 AND last_ts IS NOT NULL ORDER BY last_ts
            """;
    private static final String NOTES = """
            SELECT note, (SELECT array_agg(line) FROM audit.audit_cosignature s
                          WHERE s.log_id = c.log_id AND s.origin = c.origin AND s.size = c.size) AS lines
            FROM audit.audit_checkpoint c WHERE log_id = ? AND origin = ?
            """;

    /** A backup from before there were witnesses is verified as it is. */
    private static final String NOTES_ALONE =
            "SELECT note, NULL::text[] FROM audit.audit_checkpoint WHERE log_id = ? AND origin = ?";

    private static final String HAS_WITNESSES = "SELECT to_regclass('audit.audit_cosignature') IS NOT NULL";
    private static final String KEY = "SELECT public_key FROM audit.audit_log_key WHERE origin = ?";

    private final StoredHead head;
    private final Claim claim;
    private final CheckpointCheck checkpoints;
    private final List<String> bounds;

    private DatabaseLog(StoredHead head, Claim claim, CheckpointCheck checkpoints, List<String> bounds) {
        this.head = head;
        this.claim = claim;
        this.checkpoints = checkpoints;
        this.bounds = bounds;
    }

    static DatabaseLog read(Connection connection, StoredHead head, VerifyOptions options) throws SQLException {
        CheckpointCheck checkpoints = new CheckpointCheck(head.name());
        Optional<VerificationKey> key = key(connection, head, options, checkpoints);
        checkpoints.add(notes(connection, head, checkpoints), key);
        checkpoints.add(
                options.checkpoints().stream()
                        .filter(note -> Checkpoint.of(note)
                                .filter(known -> known.origin().equals(head.origin()))
                                .isPresent())
                        .toList(),
                key);
        Claim claim = new Claim(
                head.name(),
                head.size(),
                lost(head, key, checkpoints),
                tiled(connection, head) * TilePath.FULL,
                new TreeSet<>(checkpoints.bySize().keySet()));
        return new DatabaseLog(head, claim, checkpoints, bounds(connection, head));
    }

    StoredHead head() {
        return head;
    }

    Claim claim() {
        return claim;
    }

    CheckpointCheck checkpoints() {
        return checkpoints;
    }

    /** Conditions that divide the rows by time, wherever the bounds come from: every row is in exactly one. */
    List<String> runs() {
        List<String> runs = new ArrayList<>();
        String after = "";
        for (String bound : bounds) {
            runs.add(after + " AND ts <= " + bound);
            after = " AND ts > " + bound;
        }
        runs.add(after);
        return runs;
    }

    /** Only the log itself, by its key, can say that it has dropped entries. */
    private static Frontier lost(StoredHead head, Optional<VerificationKey> key, CheckpointCheck checkpoints) {
        if (head.minIndex() == 0) {
            return Frontier.empty();
        }
        try {
            Frontier lost = Frontier.of(head.minIndex(), head.lost());
            SignedNote note = SignedNote.parse(head.pruned() == null ? "" : head.pruned());
            boolean stated = key.flatMap(known -> PrunedStatement.verified(note, known))
                    .filter(statement -> statement.lost().size() == lost.size()
                            && Arrays.equals(statement.lost().bytes(), lost.bytes()))
                    .isPresent();
            if (stated) {
                return lost;
            }
        } catch (IllegalArgumentException ex) {
            // told below: what cannot be read was not said by the log
        }
        checkpoints.fail(
                0,
                "the entries before " + head.minIndex() + " are missing, and no statement the log's key signed"
                        + " says that they expired");
        return Frontier.empty();
    }

    private static Optional<VerificationKey> key(
            Connection connection, StoredHead head, VerifyOptions options, CheckpointCheck checkpoints)
            throws SQLException {
        Optional<VerificationKey> stored = storedKey(connection, head.origin());
        Optional<VerificationKey> given = options.keys().stream()
                .filter(key -> key.name().equals(head.origin()))
                .findFirst();
        if (given.isPresent() && !given.equals(stored)) {
            checkpoints.fail(0, "the log's signing key in the database is not the one known outside");
        }
        return given.or(() -> stored);
    }

    private static Optional<VerificationKey> storedKey(Connection connection, String origin) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KEY)) {
            select.setString(1, origin);
            ResultSet row = select.executeQuery();
            return row.next() && row.getBytes(1).length == 32
                    ? Optional.of(VerificationKey.of(origin, row.getBytes(1)))
                    : Optional.empty();
        }
    }

    private static List<SignedNote> notes(Connection connection, StoredHead head, CheckpointCheck checkpoints)
            throws SQLException {
        List<SignedNote> notes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(hasWitnesses(connection) ? NOTES : NOTES_ALONE)) {
            select.setInt(1, head.logId());
            select.setString(2, head.origin());
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                notes.add(withCosignatures(SignedNote.parse(rows.getString(1)), rows.getArray(2)));
            }
        } catch (IllegalArgumentException ex) {
            checkpoints.fail(0, "a checkpoint cannot be read: " + ex.getMessage());
        }
        return notes;
    }

    private static boolean hasWitnesses(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HAS_WITNESSES)) {
            ResultSet row = select.executeQuery();
            row.next();
            return row.getBoolean(1);
        }
    }

    /** A cosignature that cannot be read is none; whether there are enough is asked later. */
    private static SignedNote withCosignatures(SignedNote note, @Nullable Array lines) throws SQLException {
        try {
            return lines == null ? note : note.with(List.of((String[]) lines.getArray()));
        } catch (IllegalArgumentException ex) {
            return note;
        }
    }

    private static long tiled(Connection connection, StoredHead head) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TILED)) {
            select.setInt(1, head.logId());
            ResultSet row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    private static List<String> bounds(Connection connection, StoredHead head) throws SQLException {
        List<String> bounds = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(BOUNDS.formatted(head.logId()))) {
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                bounds.add("timestamptz '"
                        + rows.getObject(1, OffsetDateTime.class).toInstant() + "'");
            }
        }
        return bounds;
    }
}
