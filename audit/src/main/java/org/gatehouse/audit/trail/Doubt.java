package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.audit.entry.Micros;

/**
 * A batch whose commit got no answer. The head of its first entry is locked before looking, so that a commit still under
 * way on the server has ended; then that entry tells, since one transaction wrote them all and the salt makes its leaf
 * unique.
 */
record Doubt(List<Pending> batch, List<PlacedEntry> entries) {

    private static final String LOCK = "SELECT FROM audit.audit_head WHERE log_id = ? FOR UPDATE";
    private static final String FIRST_ENTRY =
            "SELECT leaf FROM audit.audit_entry WHERE log_id = ? AND tier = ? AND ts = ?";

    boolean isCommitted(Connection connection) throws SQLException {
        PlacedEntry first = entries.get(0);
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                PreparedStatement select = connection.prepareStatement(FIRST_ENTRY)) {
            lock.setInt(1, first.entry().log().id());
            lock.execute();
            select.setInt(1, first.entry().log().id());
            select.setInt(2, first.entry().log().tier().id());
            select.setObject(3, Micros.toSql(first.ts()));
            ResultSet row = select.executeQuery();
            return row.next() && Arrays.equals(row.getBytes(1), first.leaf());
        }
    }
}
