package org.gatehouse.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.event.Tier;

/** What a realm's trail holds and when it will go. Counts by the first and last place in each month, not by reading it. */
public final class KeptMonths {

    private static final String ENDS = """
            SELECT m.nr, first.idx AS first_idx, last.idx AS last_idx
              FROM audit.audit_realm r
              JOIN audit.audit_head h USING (realm)
              LEFT JOIN audit.audit_pruned p USING (log_id)
              JOIN unnest(?::int4[], ?::int4[], ?::timestamptz[], ?::timestamptz[]) AS m (nr, tier, start_ts, end_ts)
                ON m.tier = h.tier
              CROSS JOIN LATERAL (
                SELECT e.idx FROM audit.audit_entry e
                 WHERE e.log_id = h.log_id AND e.tier = h.tier AND e.ts >= m.start_ts AND e.ts < m.end_ts
                 ORDER BY e.ts LIMIT 1) first
              CROSS JOIN LATERAL (
                SELECT e.idx FROM audit.audit_entry e
                 WHERE e.log_id = h.log_id AND e.tier = h.tier AND e.ts >= m.start_ts AND e.ts < m.end_ts
                 ORDER BY e.ts DESC LIMIT 1) last
             WHERE r.name = ? AND last.idx >= coalesce(p.min_index, 0)
            """;

    private KeptMonths() {}

    /** The months that have entries of the realm, those first whose time comes first. */
    public static List<KeptMonth> of(Connection connection, String realm) throws SQLException {
        List<Month> months = Month.all(connection).stream()
                .filter(month -> month.state() == Month.State.ATTACHED)
                .toList();
        List<KeptMonth> kept = new ArrayList<>();
        ends(connection, realm, months).forEach((number, ends) -> {
            Month month = months.get(number);
            kept.add(new KeptMonth(month.tier(), month.month(), ends.first, ends.last - ends.first + 1, month.dueAt()));
        });
        kept.sort(Comparator.comparing(KeptMonth::dueAt)
                .thenComparing(KeptMonth::tier)
                .thenComparing(KeptMonth::month));
        return kept;
    }

    private static Map<Integer, Ends> ends(Connection connection, String realm, List<Month> months)
            throws SQLException {
        Integer[] numbers = new Integer[months.size()];
        Integer[] tiers = new Integer[months.size()];
        Object[] starts = new Object[months.size()];
        Object[] ends = new Object[months.size()];
        for (int i = 0; i < numbers.length; i++) {
            Month month = months.get(i);
            Tier tier = month.tier();
            numbers[i] = i;
            tiers[i] = tier.id();
            starts[i] = Micros.toSql(Micros.of(month.start()));
            ends[i] = Micros.toSql(Micros.of(month.end()));
        }
        Map<Integer, Ends> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(ENDS)) {
            select.setArray(1, connection.createArrayOf("int4", numbers));
            select.setArray(2, connection.createArrayOf("int4", tiers));
            select.setArray(3, connection.createArrayOf("timestamptz", starts));
            select.setArray(4, connection.createArrayOf("timestamptz", ends));
            select.setString(5, realm);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                found.put(row.getInt("nr"), new Ends(row.getLong("first_idx"), row.getLong("last_idx")));
            }
        }
        return found;
    }

    private record Ends(long first, long last) {}
}
