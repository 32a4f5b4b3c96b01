package org.gatehouse.audit.verify;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.audit.merkle.CompactRange;
import org.gatehouse.audit.merkle.LeafHash;
import org.gatehouse.audit.merkle.TilePath;
import org.gatehouse.audit.merkle.TileTree;
import org.jspecify.annotations.Nullable;

/** Checks a run of entries in order and computes its part of the tree. Stops at the first fault. */
final class PartCheck {

    private static final int TILE_LEVELS = TilePath.HEIGHT;

    private final Claim claim;
    private final List<byte[]> roots = new ArrayList<>();
    private final List<CompactRange> stops = new ArrayList<>();
    private final ByteArrayOutputStream leaves = new ByteArrayOutputStream();
    private final byte[] tile = new byte[TilePath.FULL * LeafHash.LENGTH];

    private CompactRange tree = CompactRange.at(0);
    private int pending; // leaves of a tile begun at its first place, not in the tree yet
    private long first = -1;
    private long expected;
    private long firstTs;
    private long lastTs;
    private @Nullable Long nextStop;
    private @Nullable Fault fault;

    PartCheck(Claim claim) {
        this.claim = claim;
    }

    /**
     * Whether to go on.
     *
     * @param at where the leaf hash is in the bytes
     */
    boolean next(long index, long ts, byte[] bytes, int at, @Nullable String wrongInside) {
        if (first < 0) {
            begin(index, ts);
        }
        String wrong = wrongPlace(index, ts);
        if (wrong == null) {
            wrong = wrongInside;
        }
        if (wrong != null) {
            fault = new Fault(claim.name(), Math.min(index, expected), wrong);
            return false;
        }
        append(bytes, at);
        expected++;
        lastTs = ts;
        stop();
        return true;
    }

    Part end() {
        flush();
        return new Part(first, firstTs, lastTs, tree, roots, stops, leaves.toByteArray(), fault);
    }

    private void begin(long index, long ts) {
        first = index;
        expected = index;
        firstTs = ts;
        lastTs = Long.MIN_VALUE;
        tree = CompactRange.at(index);
        nextStop = claim.nextStop(index);
    }

    private @Nullable String wrongPlace(long index, long ts) {
        if (index > expected) {
            return "the entry is missing: entry " + index + " follows";
        } else if (index < expected) {
            return "the entry comes after entry " + (expected - 1);
        } else if (expected >= claim.size()) {
            return "the entry is not counted by the head, whose size is " + claim.size();
        } else if (ts <= lastTs) {
            return "the time is not after the time of the entry before";
        }
        return null;
    }

    /** Leaves go into the tree by whole tiles, so that the root of each is computed once. */
    private void append(byte[] bytes, int at) {
        if (expected < claim.tiled()) {
            leaves.write(bytes, at, LeafHash.LENGTH);
        }
        if (pending == 0 && expected % TilePath.FULL != 0) {
            tree.append(Arrays.copyOfRange(bytes, at, at + LeafHash.LENGTH));
            return;
        }
        System.arraycopy(bytes, at, tile, pending * LeafHash.LENGTH, LeafHash.LENGTH);
        pending++;
        if (pending == TilePath.FULL) {
            byte[] root = TileTree.rootOf(tile);
            roots.add(root);
            tree.append(TILE_LEVELS, root);
            pending = 0;
        }
    }

    private void stop() {
        if (nextStop != null && nextStop == expected) {
            CompactRange now = tree.copy();
            appendPending(now);
            stops.add(now);
            nextStop = claim.nextStop(expected);
        }
    }

    private void flush() {
        appendPending(tree);
        pending = 0;
    }

    private void appendPending(CompactRange to) {
        for (int i = 0; i < pending; i++) {
            byte[] leaf = new byte[LeafHash.LENGTH];
            System.arraycopy(tile, i * LeafHash.LENGTH, leaf, 0, LeafHash.LENGTH);
            to.append(leaf);
        }
    }
}
