package org.gatehouse.audit.query;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.event.Tier;

/** The leaf hashes of entries somebody has read, made of the stored bytes (RFC 6962 section 2.1), for checking them. */
public final class LeafHashes {

    private static final String READ = """
            SELECT w.tier, w.idx, sha256('\\x00'::bytea || e.head || convert_to(e.detail, 'UTF8')) AS leaf
              FROM unnest(?::int2[], ?::int8[], ?::timestamptz[]) AS w (tier, idx, ts)
              JOIN audit.audit_realm r ON r.name = ?
              JOIN audit.audit_head h ON h.realm = r.realm AND h.tier = w.tier
              CROSS JOIN LATERAL (
                SELECT head, detail FROM audit.audit_entry
                 WHERE log_id = h.log_id AND tier = w.tier AND ts = w.ts AND idx = w.idx AND ts BETWEEN ? AND ?
                UNION ALL
                SELECT head, detail FROM audit.audit_held_entry WHERE log_id = h.log_id AND idx = w.idx
                LIMIT 1) e
            """;

    private final DataSource database;

    private LeafHashes(DataSource database) {
        this.database = database;
    }

    public static LeafHashes on(DataSource database) {
        return new LeafHashes(database);
    }

    /** By {@link #name}, in hexadecimal; what is gone meanwhile is missing. */
    public Map<String, String> of(String realm, List<EntryView> entries) {
        if (entries.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(READ)) {
            connection.setAutoCommit(true);
            select.setArray(
                    1, array(connection, "int2", entries, entry -> tier(entry).id()));
            select.setArray(2, array(connection, "int8", entries, EntryView::index));
            select.setArray(
                    3,
                    array(
                            connection,
                            "timestamptz",
                            entries,
                            entry -> entry.at().toString()));
            select.setString(4, realm);
            List<Instant> times = entries.stream().map(EntryView::at).sorted().toList(); // no other months are opened
            select.setObject(5, Micros.toSql(Micros.of(times.get(0))));
            select.setObject(6, Micros.toSql(Micros.of(times.get(times.size() - 1))));
            return hashes(realm, select.executeQuery());
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    /** Log and index. */
    public static String name(EntryView entry) {
        return name(entry.log(), entry.index());
    }

    private static String name(String log, long index) {
        return log + ":" + index;
    }

    private static Map<String, String> hashes(String realm, ResultSet rows) throws SQLException {
        Map<String, String> hashes = new HashMap<>();
        while (rows.next()) {
            Tier tier = Tier.byId(rows.getInt("tier")).orElseThrow();
            hashes.put(
                    name(realm + "/" + tier.name(), rows.getLong("idx")),
                    HexFormat.of().formatHex(rows.getBytes("leaf")));
        }
        return hashes;
    }

    private static Array array(
            Connection connection, String type, List<EntryView> entries, Function<EntryView, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, entries.stream().map(value).toArray());
    }

    private static Tier tier(EntryView entry) {
        return Tier.find(entry.log().substring(entry.log().lastIndexOf('/') + 1))
                .orElseThrow();
    }
}
