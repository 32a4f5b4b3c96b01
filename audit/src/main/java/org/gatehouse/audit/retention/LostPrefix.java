package org.gatehouse.audit.retention;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.merkle.CompactRange;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.LeafHash;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.merkle.TileTree;
import org.gatehouse.audit.verify.BinaryRows;
import org.jspecify.annotations.Nullable;

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
                              WHERE e.log_id = h.log_id AND e.tier = ? AND e.ts >= ? ORDER BY e.ts LIMIT 1),
                            h.size) AS next
              FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) LEFT JOIN audit.audit_pruned p USING (log_id)
             WHERE h.tier = ?
            """;
    private static final String TILES = """
            SELECT t.log_id, t.idx, t.root
              FROM unnest(?::int4[], ?::int8[], ?::int8[]) AS l (log_id, first, last)
              JOIN audit.audit_tile t ON t.log_id = l.log_id AND t.level = 0 AND t.idx BETWEEN l.first AND l.last
            """;
    // The tier is the table's own, but says that the primary key has the order asked for.
    private static final String MONTH = "SELECT log_id, idx, leaf FROM %s WHERE tier = %d ORDER BY log_id, ts";

    /** Where the key's order is not the rows', a month is sorted in memory. */
    private static final String MEMORY = "SET LOCAL work_mem = '64MB'";

    private static final int TILE_BYTES = TilePath.FULL * LeafHash.LENGTH;

    private final String realm;
    private final String origin;
    private final long before;
    private final CompactRange tree;
    private final long next;
    private final long tiles;
    private final Map<Long, byte[]> tileRoots = new HashMap<>();
    private final byte[] tile = new byte[TILE_BYTES];
    private int inTile; // bytes of the tile that is not full yet
    private int inTree; // those of them that are in the tree already
    private long size;
    private long wrongAt = -1;

    private LostPrefix(ResultSet row) throws SQLException {
        this.realm = row.getString("name");
        this.origin = row.getString("origin");
        this.before = row.getLong("min_index");
        this.size = before;
        this.tree = CompactRange.of(Frontier.of(before, row.getBytes("frontier")));
        this.next = row.getLong("next");
        long last = row.getLong("tile");
        this.tiles = row.wasNull() ? 0 : last + 1;
        byte[] leaves = row.getBytes("leaves");
        if (leaves.length != before % TilePath.FULL * LeafHash.LENGTH) {
            throw new SQLException("What is stored of the lost entries of " + origin + " was tampered with");
        }
        System.arraycopy(leaves, 0, tile, 0, leaves.length);
        this.inTile = leaves.length;
        this.inTree = leaves.length;
    }

    /**
     * What each log of the tier has lost when this month is lost too; reads every entry's place and hash once.
     *
     * @throws SQLException also when the month has entries of a log that does not exist
     */
    static Map<Integer, LostPrefix> with(Connection transaction, Month month) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute(MEMORY);
        }
        Map<Integer, LostPrefix> lost = logs(transaction, month);
        addTiles(transaction, lost);
        String query = MONTH.formatted(month.table().name(), month.tier().id());
        try (BinaryRows rows = BinaryRows.of(transaction, query)) {
            while (rows.next()) {
                LostPrefix log = lost.get(rows.nextInt4());
                if (log == null) {
                    throw new SQLException(month.table().name() + " has entries of a log without a head");
                }
                log.add(rows.nextInt8(), rows.nextBytes());
            }
        }
        return lost;
    }

    /** Whether the logs still begin and go on as they did when this was read; looks at nothing of the month. */
    static boolean areStill(Connection transaction, Month month, Map<Integer, LostPrefix> lost) throws SQLException {
        Map<Integer, LostPrefix> now = logs(transaction, month);
        return lost.entrySet().stream().allMatch(log -> log.getValue().beganLike(now.get(log.getKey())));
    }

    private boolean beganLike(@Nullable LostPrefix other) {
        return other != null && origin.equals(other.origin) && before == other.before && next == other.next;
    }

    String realm() {
        return realm;
    }

    String origin() {
        return origin;
    }

    /** How many entries this month loses. */
    long count() {
        return size - before;
    }

    /** Over everything lost; its size is the first index that is kept. */
    Frontier frontier() {
        CompactRange whole = tree.copy();
        for (int at = inTree; at < inTile; at += LeafHash.LENGTH) {
            whole.append(Arrays.copyOfRange(tile, at, at + LeafHash.LENGTH));
        }
        return whole.frontier();
    }

    /** The first entry that is not where it belongs, or -1 when all are, and the next month goes on where this one ends. */
    long wrongAt() {
        return wrongAt < 0 && size != next ? Math.min(size, next) : wrongAt;
    }

    /** Whether every tile that loses all its entries is built: nobody could build it afterwards. */
    boolean isTiled() {
        return count() == 0 || size / TilePath.FULL <= tiles;
    }

    /** Hashes of the lost entries that share a tile with the first kept one. */
    byte[] leaves() {
        return Arrays.copyOf(tile, inTile);
    }

    private void add(long index, byte[] leaf) {
        if (wrongAt >= 0 || index < before) {
            return;
        }
        if (index != size || leaf.length != LeafHash.LENGTH) {
            wrongAt = Math.min(index, size);
            return;
        }
        System.arraycopy(leaf, 0, tile, inTile, LeafHash.LENGTH);
        inTile += LeafHash.LENGTH;
        size++;
        if (inTile == TILE_BYTES) {
            endTile();
        }
    }

    /** A tile was built when its entries were new: what differs from it was changed since. */
    private void endTile() {
        byte[] root = TileTree.rootOf(tile);
        byte[] built = tileRoots.remove(size / TilePath.FULL - 1);
        if (built != null && !Arrays.equals(built, root)) {
            wrongAt = size - TilePath.FULL;
        }
        if (inTree == 0) {
            tree.append(TilePath.HEIGHT, root);
        } else { // part of it was lost before
            for (int at = inTree; at < inTile; at += LeafHash.LENGTH) {
                tree.append(Arrays.copyOfRange(tile, at, at + LeafHash.LENGTH));
            }
        }
        inTile = 0;
        inTree = 0;
    }

    /** Of the tiles that end in this month. */
    private static void addTiles(Connection transaction, Map<Integer, LostPrefix> logs) throws SQLException {
        List<LostPrefix> prefixes = List.copyOf(logs.values());
        try (PreparedStatement select = transaction.prepareStatement(TILES)) {
            select.setArray(1, transaction.createArrayOf("int4", logs.keySet().toArray()));
            select.setArray(2, array(transaction, prefixes, log -> log.before / TilePath.FULL));
            select.setArray(3, array(transaction, prefixes, log -> log.next / TilePath.FULL - 1));
            ResultSet row = select.executeQuery();
            while (row.next()) {
                LostPrefix log = Objects.requireNonNull(logs.get(row.getInt(1)));
                log.tileRoots.put(row.getLong(2), row.getBytes(3));
            }
        }
    }

    private static Array array(Connection connection, List<LostPrefix> logs, Function<LostPrefix, Object> value)
            throws SQLException {
        return connection.createArrayOf("int8", logs.stream().map(value).toArray());
    }

    private static Map<Integer, LostPrefix> logs(Connection transaction, Month month) throws SQLException {
        Map<Integer, LostPrefix> logs = new TreeMap<>();
        try (PreparedStatement select = transaction.prepareStatement(LOGS)) {
            select.setInt(1, month.tier().id());
            select.setObject(2, Micros.toSql(Micros.of(month.end())));
            select.setInt(3, month.tier().id());
            ResultSet row = select.executeQuery();
            while (row.next()) {
                logs.put(row.getInt("log_id"), new LostPrefix(row));
            }
        }
        return logs;
    }
}
