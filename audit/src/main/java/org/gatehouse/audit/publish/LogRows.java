package org.gatehouse.audit.publish;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads a log's rows from a time on: their primary key leads there, whatever month it is in. */
final class LogRows {

    private LogRows() {}

    static String leaves(boolean after) {
        return "SELECT leaf, ts, idx" + from(after);
    }

    /** The entry with an index, given in the place of the limit. */
    static String entry(boolean after) {
        return "SELECT head, detail FROM audit.audit_entry WHERE log_id = ? AND tier = ? AND idx >= ?"
                + (after ? " AND ts > ?" : "") + " AND idx = ? ORDER BY ts LIMIT 1";
    }

    static String entries(boolean after) {
        return "SELECT head, detail, idx" + from(after);
    }

    private static String from(boolean after) {
        return " FROM audit.audit_entry WHERE log_id = ? AND tier = ? AND idx >= ?" + (after ? " AND ts > ?" : "")
                + " ORDER BY ts LIMIT ?";
    }

    static void bind(PreparedStatement select, LogRow log, @Nullable OffsetDateTime after, long last)
            throws SQLException {
        int next = 1;
        select.setInt(next++, log.id());
        select.setInt(next++, log.tier().id());
        select.setLong(next++, log.beginning().index()); // a month may be said to be lost and not dropped yet
        if (after != null) {
            select.setObject(next++, after);
        }
        select.setLong(next, last);
    }
}
