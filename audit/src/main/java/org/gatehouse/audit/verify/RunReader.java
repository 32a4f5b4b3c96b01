package org.gatehouse.audit.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatehouse.audit.merkle.LeafHash;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.merkle.TileTree;
import org.jspecify.annotations.Nullable;

/** Reads one run of a log's rows and checks it, then the tiles over it. */
final class RunReader {

    private static final int TILE_BYTES = TilePath.FULL * LeafHash.LENGTH;
    private static final int COUNTED_TOGETHER = 1_000;

    private final Connection connection;
    private final DatabaseLog log;
    private final Counter counter;
    private final AtomicBoolean enough;

    RunReader(Connection connection, DatabaseLog log, Counter counter, AtomicBoolean enough) {
        this.connection = connection;
        this.log = log;
        this.counter = counter;
        this.enough = enough;
    }

    Part read(String run) throws SQLException {
        Part part = rows(run);
        return part.first() < 0 || part.leaves().length == 0 ? part : withTiles(part);
    }

    private Part rows(String run) throws SQLException {
        PartCheck check = new PartCheck(log.claim());
        RowCheck rowCheck = new RowCheck(log.head());
        int counted = 0;
        try (BinaryRows rows = BinaryRows.of(connection, query(run))) {
            boolean more = true;
            StoredRow row = new StoredRow();
            while (more && rows.next()) {
                row.read(rows);
                String wrong = rowCheck.wrongWith(row);
                more = check.next(row.index(), row.ts(), row.bytes(), row.leaf.at, wrong);
                if (++counted % COUNTED_TOGETHER == 0) {
                    counter.add(log.head().name(), COUNTED_TOGETHER);
                    more &= !enough.get();
                }
            }
        }
        counter.add(log.head().name(), counted % COUNTED_TOGETHER);
        return check.end();
    }

    private String query(String run) {
        return "SELECT " + StoredRow.COLUMNS + " FROM audit.audit_entry WHERE log_id = "
                + log.head().logId() + " AND tier = " + log.head().tier() + " AND idx >= "
                + log.claim().minIndex() + run + " ORDER BY ts";
    }

    private Part withTiles(Part part) throws SQLException {
        long first = part.first() / TilePath.FULL;
        long entries = part.leaves().length / LeafHash.LENGTH;
        long last = (part.first() + entries - 1) / TilePath.FULL;
        TileCompare compare = new TileCompare(part);
        try (BinaryRows tiles = BinaryRows.of(
                connection,
                "SELECT idx, root, hashes FROM audit.audit_tile WHERE log_id = "
                        + log.head().logId() + " AND level = 0 AND idx BETWEEN " + first + " AND " + last
                        + " ORDER BY idx")) {
            while (compare.fault() == null && tiles.next()) {
                compare.next(tiles.nextInt8(), tiles.nextBytes(), tiles.nextBytes());
            }
        }
        compare.end();
        Fault found = compare.fault();
        Fault own = part.fault();
        return found == null || (own != null && own.index() <= found.index()) ? part : part.withFault(found);
    }

    /** The stored tiles beside the leaf hashes of the rows. */
    private final class TileCompare {

        private final long first;
        private final byte[] leaves;
        private final List<byte[]> roots;
        private long expected;
        private @Nullable Fault fault;

        TileCompare(Part part) {
            this.first = part.first();
            this.leaves = part.leaves();
            this.roots = part.roots();
            this.expected = first / TilePath.FULL;
        }

        @Nullable
        Fault fault() {
            return fault;
        }

        void next(long tile, byte[] root, byte[] hashes) {
            if (tile != expected) {
                missing();
                return;
            }
            expected++;
            byte[] known = knownRoot(tile, hashes);
            if (hashes.length != TILE_BYTES || !Arrays.equals(known == null ? TileTree.rootOf(hashes) : known, root)) {
                fail(tile * TilePath.FULL, "its tile does not have the root stored with it");
                return;
            }
            for (int place = 0; place < TilePath.FULL && known == null && fault == null; place++) {
                compare(tile * TilePath.FULL + place, hashes, place * LeafHash.LENGTH);
            }
        }

        void end() {
            long last = (first + leaves.length / LeafHash.LENGTH - 1) / TilePath.FULL;
            if (fault == null && expected <= last) {
                missing();
            }
        }

        /** When the tile is what its entries give, its root is computed already, and no entry differs. */
        private byte @Nullable [] knownRoot(long tile, byte[] hashes) {
            long from = (tile * TilePath.FULL - first) * LeafHash.LENGTH;
            long place = tile - (first + TilePath.FULL - 1) / TilePath.FULL;
            boolean known = hashes.length == TILE_BYTES
                    && place >= 0
                    && place < roots.size()
                    && from + TILE_BYTES <= leaves.length
                    && Arrays.equals(hashes, 0, TILE_BYTES, leaves, (int) from, (int) from + TILE_BYTES);
            return known ? roots.get((int) place) : null;
        }

        private void missing() {
            fail(expected * TilePath.FULL, "its tile is missing");
        }

        private void compare(long index, byte[] hashes, int at) {
            long from = (index - first) * LeafHash.LENGTH;
            if (from >= 0
                    && from < leaves.length
                    && !Arrays.equals(
                            hashes, at, at + LeafHash.LENGTH, leaves, (int) from, (int) from + LeafHash.LENGTH)) {
                fail(index, "the entry was replaced: its tile has another leaf hash");
            }
        }

        private void fail(long index, String what) {
            fault = new Fault(log.head().name(), Math.max(index, first), what);
        }
    }
}
