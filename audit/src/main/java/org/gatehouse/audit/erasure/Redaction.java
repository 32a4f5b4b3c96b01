package org.gatehouse.audit.erasure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.gatehouse.audit.entry.Micros;
import org.jspecify.annotations.Nullable;

/**
 * Blanks the sealed segments of people who were erased, a few rows at a time: each rewritten row costs some 20 kB of WAL. The
 * entries keep the hashes of what was sealed, so every leaf, root and proof stays.
 */
public final class Redaction {

    /** Rows blanked in one transaction; a few milliseconds. */
    static final int BATCH = 200;

    private static final String NEXT = """
            SELECT erasure, realm, ref FROM audit.audit_erased WHERE redact AND redacted_at IS NULL
             ORDER BY erased_at, erasure LIMIT 1
            """;
    private static final String BLANK = """
            UPDATE %1$s SET seal_%2$s = NULL
             WHERE (log_id, tier, ts) IN (
                SELECT log_id, tier, ts FROM %1$s
                 WHERE log_id = ANY (ARRAY(SELECT log_id FROM audit.audit_head WHERE realm = ?))
                   AND %2$s = ? AND seal_%2$s IS NOT NULL
                 LIMIT %3$d)
            """;
    private static final String DONE = "UPDATE audit.audit_erased SET redacted_at = ? WHERE erasure = ?";

    /** Who acted upon themselves is in the index of actors only; the column is the same in both. */
    private static final String BLANK_OWN_TARGET = """
            UPDATE %1$s SET seal_target = NULL
             WHERE (log_id, tier, ts) IN (
                SELECT log_id, tier, ts FROM %1$s
                 WHERE log_id = ANY (ARRAY(SELECT log_id FROM audit.audit_head WHERE realm = ?))
                   AND actor = ? AND target = actor AND seal_target IS NOT NULL
                 LIMIT %2$d)
            """;

    private static final List<String> TABLES = List.of("audit.audit_entry", "audit.audit_held_entry");
    private static final List<String> STEPS = TABLES.stream()
            .flatMap(table -> List.of(
                    BLANK.formatted(table, "actor", BATCH),
                    BLANK_OWN_TARGET.formatted(table, BATCH),
                    BLANK.formatted(table, "target", BATCH)
                            .replace("AND target = ?", "AND target = ? AND target IS DISTINCT FROM actor"))
                    .stream())
            .toList();

    private final DataSource database;
    private final Clock clock;

    private Redaction(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public static Redaction of(DataSource database, Clock clock) {
        return new Redaction(database, clock);
    }

    /**
     * Blanks at most some hundred rows.
     *
     * @return whether there may be more
     */
    public boolean step() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            Person person = next(connection);
            if (person == null) {
                return false;
            }
            for (String step : STEPS) {
                if (blank(connection, step, person) > 0) {
                    return true;
                }
            }
            finish(connection, person);
            return true;
        }
    }

    private static int blank(Connection connection, String sql, Person person) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setInt(1, person.realm);
            update.setLong(2, person.ref);
            return update.executeUpdate();
        }
    }

    private void finish(Connection connection, Person person) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(DONE)) {
            update.setObject(1, Micros.toSql(Micros.of(clock.instant())));
            update.setObject(2, person.erasure);
            update.executeUpdate();
        }
    }

    private static @Nullable Person next(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT)) {
            ResultSet row = select.executeQuery();
            return row.next() ? new Person(row.getObject(1, UUID.class), row.getInt(2), row.getLong(3)) : null;
        }
    }

    private record Person(UUID erasure, int realm, long ref) {}
}
