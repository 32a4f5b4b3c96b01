package org.gatehouse.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Entries kept beyond their time because a hold covers them. */
final class HeldEntries {

    private static final String COVERS = """
            d.lifted_at IS NULL AND e.ts >= d.from_ts AND (d.until_ts IS NULL OR e.ts < d.until_ts)
               AND (d.person IS NULL OR d.person = e.actor OR d.person = e.target)
            """;
    private static final String COPY = """
            INSERT INTO audit.audit_held_entry
            SELECT e.* FROM %s e
              JOIN audit.audit_head h USING (log_id)
             WHERE EXISTS (SELECT FROM audit.audit_hold d WHERE d.realm = h.realm AND %s)
            ON CONFLICT DO NOTHING
            """;
    private static final String ANY = "SELECT EXISTS (SELECT FROM audit.audit_hold WHERE lifted_at IS NULL)";
    private static final String RELEASE = """
            DELETE FROM audit.audit_held_entry e USING audit.audit_head h
             WHERE h.log_id = e.log_id AND h.realm = ?
               AND NOT EXISTS (SELECT FROM audit.audit_hold d WHERE d.realm = h.realm AND %s)
            """.formatted(COVERS);

    private HeldEntries() {}

    /** Copies aside what of the month is held; returns how many. */
    static long copy(Connection transaction, Month month) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            var any = statement.executeQuery(ANY);
            if (!any.next() || !any.getBoolean(1)) {
                return 0; // nearly always, and then nobody reads the month again
            }
            return statement.executeLargeUpdate(COPY.formatted(month.table().name(), COVERS));
        }
    }

    /** Lets go of what no hold of the realm covers any more; returns how many. */
    static long release(Connection transaction, int realm) throws SQLException {
        try (PreparedStatement delete = transaction.prepareStatement(RELEASE)) {
            delete.setInt(1, realm);
            return delete.executeLargeUpdate();
        }
    }
}
