package org.gatehouse.audit.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.audit.merkle.LeafHash;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.merkle.TileSource;
import org.gatehouse.audit.merkle.TileTree;
import org.jspecify.annotations.Nullable;

/** One log's tiles: full ones as stored, the rest put together from the rows or the roots of the level below. */
final class StoredTiles implements TileSource {

    private static final String FULL = "SELECT hashes FROM audit.audit_tile WHERE log_id = ? AND level = ? AND idx = ?";
    private static final String ROOTS = """
            SELECT root FROM audit.audit_tile WHERE log_id = ? AND level = ? AND idx BETWEEN ? AND ? ORDER BY idx
            """;
    private static final String LAST = """
            SELECT idx, last_ts FROM audit.audit_tile WHERE log_id = ? AND level = 0 ORDER BY idx DESC LIMIT 1
            """;
    private static final String TIMES =
            "SELECT idx, last_ts FROM audit.audit_tile WHERE log_id = ? AND level = 0 AND idx BETWEEN ? AND ?";
    private static final String INSERT = """
            INSERT INTO audit.audit_tile (log_id, level, idx, last_ts, root, hashes) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private final Connection connection;
    private final LogRow log;

    StoredTiles(Connection connection, LogRow log) {
        this.connection = connection;
        this.log = log;
    }

    /** The last full tile of leaves, and the time of its last entry. */
    record Last(long index, OffsetDateTime time) {}

    Optional<Last> last() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LAST)) {
            select.setInt(1, log.id());
            ResultSet row = select.executeQuery();
            return row.next()
                    ? Optional.of(new Last(row.getLong(1), row.getObject(2, OffsetDateTime.class)))
                    : Optional.empty();
        }
    }

    /** Between which times a tile of leaves has its entries, as far as they are kept and tiles are built. */
    LogRows.Times times(long tile) throws SQLException {
        OffsetDateTime after = null;
        OffsetDateTime upTo = null;
        try (PreparedStatement select = connection.prepareStatement(TIMES)) {
            select.setInt(1, log.id());
            select.setLong(2, Math.max(tile - 1, log.beginning().tile()));
            select.setLong(3, tile);
            ResultSet row = select.executeQuery();
            while (row.next()) {
                OffsetDateTime time = row.getObject(2, OffsetDateTime.class);
                if (row.getLong(1) == tile) {
                    upTo = time;
                } else {
                    after = time;
                }
            }
        }
        return new LogRows.Times(after, upTo);
    }

    @Override
    public byte[] read(TilePath tile) throws IOException {
        try {
            byte[] hashes = tile.isFull() ? full(tile) : parts(tile);
            if (hashes.length < tile.width() * LeafHash.LENGTH) { // not built yet, or its rows have expired
                hashes = tile.isFull() ? parts(tile) : full(tile);
            }
            if (hashes.length < tile.width() * LeafHash.LENGTH) {
                throw new IOException("The tile " + tile + " of " + log.name() + " is not there.");
            }
            return Arrays.copyOf(hashes, tile.width() * LeafHash.LENGTH);
        } catch (SQLException ex) {
            throw new IOException("The tile " + tile + " of " + log.name() + " cannot be read now.", ex);
        }
    }

    private byte[] parts(TilePath tile) throws SQLException {
        return tile.level() == 0 ? leaves(tile) : roots(tile);
    }

    /** Stores a full tile, and those above it that thereby become full. */
    void add(int level, long index, @Nullable OffsetDateTime lastTime, byte[] hashes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, log.id());
            insert.setInt(2, level);
            insert.setLong(3, index);
            insert.setObject(4, lastTime);
            insert.setBytes(5, TileTree.rootOf(hashes));
            insert.setBytes(6, hashes);
            insert.executeUpdate();
        }
        long place = (index + 1) % TilePath.FULL;
        if (place == 0) {
            TilePath above = new TilePath(level + 1, index / TilePath.FULL, TilePath.FULL);
            add(above.level(), above.index(), null, roots(above));
        }
    }

    private byte[] full(TilePath tile) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FULL)) {
            select.setInt(1, log.id());
            select.setInt(2, tile.level());
            select.setLong(3, tile.index());
            ResultSet row = select.executeQuery();
            return row.next() ? row.getBytes(1) : new byte[0];
        }
    }

    private byte[] roots(TilePath tile) throws SQLException {
        long first = tile.index() * TilePath.FULL;
        try (PreparedStatement select = connection.prepareStatement(ROOTS)) {
            select.setInt(1, log.id());
            select.setInt(2, tile.level() - 1);
            select.setLong(3, first);
            select.setLong(4, first + tile.width() - 1);
            return join(select);
        }
    }

    private byte[] leaves(TilePath tile) throws SQLException {
        LogRows.Times times = times(tile.index());
        byte[] lost = tile.index() == log.beginning().tile() ? log.beginning().leaves() : new byte[0];
        if (times.after() == null && tile.index() != log.beginning().tile()) {
            return new byte[0];
        }
        try (PreparedStatement select = connection.prepareStatement(LogRows.leaves(times))) {
            LogRows.bind(select, log, times, tile.width() - lost.length / LeafHash.LENGTH);
            byte[] kept = join(select);
            byte[] all = Arrays.copyOf(lost, lost.length + kept.length);
            System.arraycopy(kept, 0, all, lost.length, kept.length);
            return all;
        }
    }

    private static byte[] join(PreparedStatement select) throws SQLException {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        ResultSet rows = select.executeQuery();
        while (rows.next()) {
            hashes.writeBytes(rows.getBytes(1));
        }
        return hashes.toByteArray();
    }
}
