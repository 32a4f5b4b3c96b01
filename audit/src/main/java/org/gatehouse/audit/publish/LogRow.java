package org.gatehouse.audit.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.TilePath;

/** A log's head as it is committed now. */
record LogRow(
        int id, String realm, Tier tier, String origin, long size, byte[] frontier, byte[] root, Beginning beginning) {

    /**
     * Where a log begins that has lost its oldest entries.
     *
     * @param index the first entry that is kept
     * @param frontier over those before it
     * @param leaves hashes of those before it that share a tile with it
     */
    record Beginning(long index, byte[] frontier, byte[] leaves) {

        /** The tile the first kept entry is in. */
        long tile() {
            return index / TilePath.FULL;
        }
    }

    private static final String SELECT = """
            SELECT h.log_id, r.name, h.tier, h.origin, h.size, h.frontier, h.root,
                   coalesce(p.min_index, 0) AS min_index, coalesce(p.frontier, '') AS lost, coalesce(p.leaves, '') AS leaves
            FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) LEFT JOIN audit.audit_pruned p USING (log_id)
            """;

    /** As receipts and people name it, for example {@code acme/P13M}. */
    String name() {
        return realm + "/" + tier.name();
    }

    boolean isSameAs(LogRow other) {
        return id == other.id
                && size == other.size
                && origin.equals(other.origin)
                && Arrays.equals(root, other.root)
                && Arrays.equals(frontier, other.frontier);
    }

    static List<LogRow> all(Connection connection) throws SQLException {
        List<LogRow> logs = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT + " ORDER BY h.log_id")) {
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                logs.add(read(rows));
            }
        }
        return logs;
    }

    static List<LogRow> of(Connection connection, String realm) throws SQLException {
        List<LogRow> logs = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE r.name = ? ORDER BY h.tier")) {
            select.setString(1, realm);
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                logs.add(read(rows));
            }
        }
        return logs;
    }

    static Optional<LogRow> find(Connection connection, String realm, Tier tier) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE r.name = ? AND h.tier = ?")) {
            select.setString(1, realm);
            select.setInt(2, tier.id());
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.of(read(row)) : Optional.empty();
        }
    }

    private static LogRow read(ResultSet row) throws SQLException {
        return new LogRow(
                row.getInt("log_id"),
                row.getString("name"),
                Tier.byId(row.getInt("tier")).orElseThrow(() -> new SQLException("A log has an unknown tier")),
                row.getString("origin"),
                row.getLong("size"),
                row.getBytes("frontier"),
                row.getBytes("root"),
                new Beginning(row.getLong("min_index"), row.getBytes("lost"), row.getBytes("leaves")));
    }
}
