package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.audit.entry.Micros;

/**
 * A batch whose commit got no answer. Its heads are locked before looking, so that a commit still under way on the server
 * has ended; then its first row tells, since one transaction wrote them all and the salt makes its leaf unique.
 */
record Doubt(List<Pending> batch, List<Head.Row> rows) {

    private static final String FIRST_ROW =
            "SELECT leaf FROM audit.audit_entry WHERE log_id = ? AND tier = ? AND ts = ?";

    boolean isCommitted(Connection connection) throws SQLException {
        Heads.lock(
                connection, Appender.logsOf(rows.stream().map(Head.Row::entry).toList()));
        Head.Row first = rows.get(0);
        try (PreparedStatement select = connection.prepareStatement(FIRST_ROW)) {
            select.setInt(1, first.entry().log().id());
            select.setInt(2, first.entry().log().tier().id());
            select.setObject(3, Micros.toSql(first.ts()));
            ResultSet row = select.executeQuery();
            return row.next() && Arrays.equals(row.getBytes(1), first.leaf());
        }
    }
}
