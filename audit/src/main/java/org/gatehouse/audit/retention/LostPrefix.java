package org.gatehouse.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.merkle.Frontier;

/**
 * What a log has lost, grown by its entries of one more month. Entries lost already are passed over, so that a run which
 * was interrupted after it had said so can be repeated.
 */
final class LostPrefix {

    private static final String LOGS = """
            SELECT h.log_id, r.name, coalesce(p.min_index, 0) AS min_index, coalesce(p.frontier, '') AS frontier,
                   coalesce((SELECT e.idx FROM audit.audit_entry e
                              WHERE e.log_id = h.log_id AND e.tier = h.tier AND e.ts >= ? ORDER BY e.ts LIMIT 1),
                            h.size) AS next
              FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) LEFT JOIN audit.audit_pruned p USING (log_id)
             WHERE h.tier = ?
            """;
    private static final String MONTH = "SELECT log_id, idx, leaf FROM %s ORDER BY log_id, ts";

    /** Rows fetched at a time. */
    private static final int FETCH = 10_000;

    private final String realm;
    private final long before;
    private final Frontier frontier;
    private final long next;
    private long wrongAt = -1;

    private LostPrefix(String realm, Frontier lost, long next) {
        this.realm = realm;
        this.before = lost.size();
        this.frontier = lost;
        this.next = next;
    }

    /**
     * What each log of the tier has lost when this month is lost too; reads every entry's place and hash once.
     *
     * @throws SQLException also when the month has entries of a log that does not exist
     */
    static Map<Integer, LostPrefix> with(Connection transaction, Month month) throws SQLException {
        Map<Integer, LostPrefix> lost = logs(transaction, month);
        try (PreparedStatement select =
                transaction.prepareStatement(MONTH.formatted(month.table().name()))) {
            select.setFetchSize(FETCH);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                LostPrefix log = lost.get(row.getInt(1));
                if (log == null) {
                    throw new SQLException(month.table().name() + " has entries of a log without a head");
                }
                log.add(row.getLong(2), row.getBytes(3));
            }
        }
        return lost;
    }

    String realm() {
        return realm;
    }

    /** How many entries this month loses. */
    long count() {
        return frontier.size() - before;
    }

    /** Over everything lost; its size is the first index that is kept. */
    Frontier frontier() {
        return frontier;
    }

    /** The first entry that is not where it belongs, or -1 when all are, and the next month goes on where this one ends. */
    long wrongAt() {
        return wrongAt < 0 && frontier.size() != next ? Math.min(frontier.size(), next) : wrongAt;
    }

    private void add(long index, byte[] leaf) {
        if (wrongAt >= 0 || index < before) {
            return;
        }
        if (index == frontier.size()) {
            frontier.append(leaf);
        } else {
            wrongAt = Math.min(index, frontier.size());
        }
    }

    private static Map<Integer, LostPrefix> logs(Connection transaction, Month month) throws SQLException {
        Map<Integer, LostPrefix> logs = new TreeMap<>();
        try (PreparedStatement select = transaction.prepareStatement(LOGS)) {
            select.setObject(1, Micros.toSql(Micros.of(month.end())));
            select.setInt(2, month.tier().id());
            ResultSet row = select.executeQuery();
            while (row.next()) {
                Frontier lost = Frontier.of(row.getLong("min_index"), row.getBytes("frontier"));
                logs.put(row.getInt("log_id"), new LostPrefix(row.getString("name"), lost, row.getLong("next")));
            }
        }
        return logs;
    }
}
