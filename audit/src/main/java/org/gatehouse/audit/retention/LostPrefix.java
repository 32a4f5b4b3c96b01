package org.gatehouse.audit.retention;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.merkle.TileTree;
import org.postgresql.PGStatement;

/**
 * What a log has lost, grown by its entries of one more month. Entries lost already are passed over, so that a run which
 * was interrupted after it had said so can be repeated.
 */
final class LostPrefix {

    private static final String LOGS = """
            SELECT h.log_id, h.origin, r.name, coalesce(p.min_index, 0) AS min_index, coalesce(p.frontier, '') AS frontier,
                   coalesce(p.leaves, '') AS leaves,
                   (SELECT max(t.idx) FROM audit.audit_tile t WHERE t.log_id = h.log_id AND t.level = 0) AS tile,
                   coalesce((SELECT e.idx FROM audit.audit_entry e
                              WHERE e.log_id = h.log_id AND e.tier = h.tier AND e.ts >= ? ORDER BY e.ts LIMIT 1),
                            h.size) AS next
              FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) LEFT JOIN audit.audit_pruned p USING (log_id)
             WHERE h.tier = ?
            """;
    private static final String TILES = """
            SELECT t.log_id, t.idx, t.root
              FROM audit.audit_tile t JOIN audit.audit_head h USING (log_id) LEFT JOIN audit.audit_pruned p USING (log_id)
             WHERE h.tier = ? AND t.level = 0 AND t.idx >= coalesce(p.min_index, 0) / 256
            """;
    private static final String MONTH = "SELECT log_id, idx, leaf FROM %s ORDER BY log_id, ts";

    /** Rows fetched at a time. */
    private static final int FETCH = 10_000;

    /** The driver's word for binary columns from the first row on: a month of hashes is not written out in letters. */
    private static final int BINARY = -1;

    private final String realm;
    private final String origin;
    private final long before;
    private final Frontier frontier;
    private final long next;
    private final long tiles;
    private final Map<Long, byte[]> tileRoots = new HashMap<>();
    private final ByteArrayOutputStream leaves = new ByteArrayOutputStream();
    private long wrongAt = -1;

    private LostPrefix(ResultSet row) throws SQLException {
        this.realm = row.getString("name");
        this.origin = row.getString("origin");
        this.frontier = Frontier.of(row.getLong("min_index"), row.getBytes("frontier"));
        this.before = frontier.size();
        this.next = row.getLong("next");
        long last = row.getLong("tile");
        this.tiles = row.wasNull() ? 0 : last + 1;
        leaves.writeBytes(row.getBytes("leaves"));
    }

    /**
     * What each log of the tier has lost when this month is lost too; reads every entry's place and hash once.
     *
     * @throws SQLException also when the month has entries of a log that does not exist
     */
    static Map<Integer, LostPrefix> with(Connection transaction, Month month) throws SQLException {
        Map<Integer, LostPrefix> lost = logs(transaction, month);
        addTiles(transaction, month, lost);
        try (PreparedStatement select =
                transaction.prepareStatement(MONTH.formatted(month.table().name()))) {
            select.setFetchSize(FETCH);
            select.unwrap(PGStatement.class).setPrepareThreshold(BINARY);
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

    String origin() {
        return origin;
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

    /** Whether every tile that loses all its entries is built: nobody could build it afterwards. */
    boolean isTiled() {
        return count() == 0 || frontier.size() / TilePath.FULL <= tiles;
    }

    /** Hashes of the lost entries that share a tile with the first kept one. */
    byte[] leaves() {
        return leaves.toByteArray();
    }

    private void add(long index, byte[] leaf) {
        if (wrongAt >= 0 || index < before) {
            return;
        }
        if (index == frontier.size()) {
            frontier.append(leaf);
            leaves.writeBytes(leaf);
            if (frontier.size() % TilePath.FULL == 0) {
                endTile();
            }
        } else {
            wrongAt = Math.min(index, frontier.size());
        }
    }

    /** A tile was built when its entries were new: what differs from it was changed since. */
    private void endTile() {
        byte[] built = tileRoots.remove(frontier.size() / TilePath.FULL - 1);
        if (built != null && !Arrays.equals(built, TileTree.rootOf(leaves.toByteArray()))) {
            wrongAt = frontier.size() - TilePath.FULL;
        }
        leaves.reset();
    }

    private static void addTiles(Connection transaction, Month month, Map<Integer, LostPrefix> logs)
            throws SQLException {
        try (PreparedStatement select = transaction.prepareStatement(TILES)) {
            select.setInt(1, month.tier().id());
            ResultSet row = select.executeQuery();
            while (row.next()) {
                LostPrefix log = logs.get(row.getInt(1));
                if (log != null) {
                    log.tileRoots.put(row.getLong(2), row.getBytes(3));
                }
            }
        }
    }

    private static Map<Integer, LostPrefix> logs(Connection transaction, Month month) throws SQLException {
        Map<Integer, LostPrefix> logs = new TreeMap<>();
        try (PreparedStatement select = transaction.prepareStatement(LOGS)) {
            select.setObject(1, Micros.toSql(Micros.of(month.end())));
            select.setInt(2, month.tier().id());
            ResultSet row = select.executeQuery();
            while (row.next()) {
                logs.put(row.getInt("log_id"), new LostPrefix(row));
            }
        }
        return logs;
    }
}
