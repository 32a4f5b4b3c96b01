package org.gatehouse.audit.publish;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.LeafHash;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.merkle.TileTree;

/** Brings one log's full tiles up to its head, inside a transaction of somebody who keeps other builders away. */
final class TileBuilder {

    /** Entries read in one transaction: some seconds of work at most, however long the log is. */
    private static final int STEP = 256 * 1_024;

    private static final int FETCH = 2_048;

    private final Connection connection;
    private final LogRow log;
    private final StoredTiles tiles;

    TileBuilder(Connection connection, LogRow log, StoredTiles tiles) {
        this.connection = connection;
        this.log = log;
        this.tiles = tiles;
    }

    /**
     * Builds from the last full tile on, at most {@link #STEP} entries.
     *
     * @return the tree of the entries read so far; shorter than the head says when there is more to do, or rows are
     *     missing
     */
    Frontier build() throws SQLException, IOException {
        Optional<StoredTiles.Last> last = tiles.last();
        long built = last.map(tile -> (tile.index() + 1) * TilePath.FULL).orElse(0L);
        if (built > log.size()) {
            return Frontier.empty(); // tiles of entries the head does not count
        }
        Frontier frontier = new TileTree(tiles, built).frontier();
        byte[] tile = new byte[TilePath.FULL * LeafHash.LENGTH];
        if (built < log.beginning().index()) {
            frontier = Frontier.of(log.beginning().index(), log.beginning().frontier());
            byte[] lost = log.beginning().leaves();
            System.arraycopy(lost, 0, tile, 0, lost.length);
        }
        LogRows.Times times =
                LogRows.Times.since(last.map(StoredTiles.Last::time).orElse(null));
        try (PreparedStatement select = connection.prepareStatement(LogRows.leaves(times))) {
            select.setFetchSize(FETCH);
            LogRows.bind(select, log, times, Math.min(STEP, log.size() - frontier.size()));
            append(select.executeQuery(), frontier, tile);
        }
        return frontier;
    }

    private void append(ResultSet rows, Frontier frontier, byte[] tile) throws SQLException {
        while (rows.next()) {
            byte[] leaf = Arrays.copyOf(rows.getBytes(1), LeafHash.LENGTH); // a cut one gives another tree
            int place = (int) (frontier.size() % TilePath.FULL);
            System.arraycopy(leaf, 0, tile, place * LeafHash.LENGTH, LeafHash.LENGTH);
            frontier.append(leaf);
            if (place == TilePath.FULL - 1) {
                long index = frontier.size() / TilePath.FULL - 1;
                tiles.add(0, index, rows.getObject(2, OffsetDateTime.class), tile.clone());
            }
        }
    }
}
