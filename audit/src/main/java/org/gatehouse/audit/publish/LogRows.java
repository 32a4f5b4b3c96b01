package org.gatehouse.audit.publish;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads a log's rows between two times: their primary key leads there, and no month is opened that has none of them. */
final class LogRows {

    private LogRows() {}

    /**
     * Between which times a tile's entries are.
     *
     * @param after the time of the entry before; null before the first kept, or when that tile is not built
     * @param upTo the time of the last entry; null when the tile is not built yet
     */
    record Times(@Nullable OffsetDateTime after, @Nullable OffsetDateTime upTo) {

        static Times since(@Nullable OffsetDateTime after) {
            return new Times(after, null);
        }
    }

    static String leaves(Times times) {
        return "SELECT leaf, ts, idx" + from(times) + " ORDER BY ts LIMIT ?";
    }

    /** The entry with an index, given in the place of the limit. */
    static String entry(Times times) {
        return "SELECT head, detail" + from(times) + " AND idx = ? ORDER BY ts LIMIT 1";
    }

    static String entries() {
        return "SELECT head, detail, idx" + from(Times.since(null)) + " ORDER BY ts LIMIT ?";
    }

    private static String from(Times times) {
        return " FROM audit.audit_entry WHERE log_id = ? AND tier = ? AND idx >= ?"
                + (times.after() == null ? "" : " AND ts > ?")
                + (times.upTo() == null ? "" : " AND ts <= ?");
    }

    static void bind(PreparedStatement select, LogRow log, Times times, long last) throws SQLException {
        int next = 1;
        select.setInt(next++, log.id());
        select.setInt(next++, log.tier().id());
        select.setLong(next++, log.beginning().index()); // a month may be said to be lost and not dropped yet
        if (times.after() != null) {
            select.setObject(next++, times.after());
        }
        if (times.upTo() != null) {
            select.setObject(next++, times.upTo());
        }
        select.setLong(next, last);
    }
}
