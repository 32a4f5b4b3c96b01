package org.gatehouse.audit.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree of a log of a given size, read from its tiles: roots, and the proofs of RFC 6962 section 2.1. Each tile is
 * read once, so one proof costs a handful of tiles however long the log is. Not thread-safe.
 */
public final class TileTree {

    private final TileSource source;
    private final long size;
    private final Map<TilePath, byte[]> tiles = new HashMap<>();

    /** @param size entries the tree has; the source may hold more */
    public TileTree(TileSource source, long size) {
        this.source = source;
        this.size = size;
    }

    public byte[] root() throws IOException {
        return size == 0 ? Frontier.empty().root() : root(0, size);
    }

    /** The frontier at this size, ready to be appended to. */
    public Frontier frontier() throws IOException {
        byte[] bytes = new byte[Long.bitCount(size) * LeafHash.LENGTH];
        int at = 0;
        for (long start = 0; start < size; at += LeafHash.LENGTH) {
            long leaves = Long.highestOneBit(size - start);
            System.arraycopy(root(start, start + leaves), 0, bytes, at, LeafHash.LENGTH);
            start += leaves;
        }
        return Frontier.of(size, bytes);
    }

    /** The hash of the entry itself. */
    public byte[] leaf(long index) throws IOException {
        return root(index, index + 1);
    }

    /**
     * PATH(index, D[size]): what an entry's hash must be joined with to become the root.
     *
     * @throws IndexOutOfBoundsException when the tree has no such entry
     */
    public List<byte[]> inclusion(long index) throws IOException {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("The tree has " + size + " entries, not " + index + ".");
        }
        List<byte[]> path = new ArrayList<>();
        long from = 0;
        long until = size;
        while (until - from > 1) {
            long middle = from + split(until - from);
            if (index < middle) {
                path.add(0, root(middle, until));
                until = middle;
            } else {
                path.add(0, root(from, middle));
                from = middle;
            }
        }
        return path;
    }

    /**
     * PROOF(earlier, D[size]): that the tree of the earlier size is the beginning of this one.
     *
     * @throws IndexOutOfBoundsException when the earlier size is not between 1 and this one
     */
    public List<byte[]> consistency(long earlier) throws IOException {
        if (earlier < 1 || earlier > size) {
            throw new IndexOutOfBoundsException("No tree of size " + earlier + " became one of size " + size + ".");
        }
        List<byte[]> path = new ArrayList<>();
        long from = 0;
        long until = size;
        while (until != earlier) {
            long middle = from + split(until - from);
            if (earlier <= middle) {
                path.add(0, root(middle, until));
                until = middle;
            } else {
                path.add(0, root(from, middle));
                from = middle;
            }
        }
        if (from > 0) { // else the earlier root is known to whoever asks
            path.add(0, root(from, until));
        }
        return path;
    }

    private byte[] root(long from, long until) throws IOException {
        long leaves = until - from;
        if (Long.bitCount(leaves) == 1) {
            return complete(Long.numberOfTrailingZeros(leaves), from >> Long.numberOfTrailingZeros(leaves));
        }
        long middle = from + split(leaves);
        return LeafHash.node(root(from, middle), root(middle, until));
    }

    /** The root of a complete subtree of {@code 2^level} leaves. */
    private byte[] complete(int level, long index) throws IOException {
        int below = level % TilePath.HEIGHT;
        long first = index << below;
        TilePath path = TilePath.of(level / TilePath.HEIGHT, first / TilePath.FULL, size);
        byte[] tile = tile(path);
        return fold(tile, (int) (first % TilePath.FULL), 1 << below);
    }

    private byte[] tile(TilePath path) throws IOException {
        byte[] known = tiles.get(path);
        if (known == null) {
            known = source.read(path);
            if (known.length != path.width() * LeafHash.LENGTH) {
                throw new IOException("The tile " + path + " has " + known.length + " bytes.");
            }
            tiles.put(path, known);
        }
        return known;
    }

    /** The root over a full tile. */
    public static byte[] rootOf(byte[] fullTile) {
        return fold(fullTile, 0, TilePath.FULL);
    }

    /** Level by level in place: of a tile that is checked nothing is made but its root. */
    private static byte[] fold(byte[] tile, int first, int count) {
        int from = first * LeafHash.LENGTH;
        byte[] hashes = Arrays.copyOfRange(tile, from, from + count * LeafHash.LENGTH);
        for (int width = count; width > 1; width /= 2) {
            for (int pair = 0; pair < width / 2; pair++) {
                LeafHash.node(hashes, 2 * pair * LeafHash.LENGTH, hashes, pair * LeafHash.LENGTH);
            }
        }
        return Arrays.copyOf(hashes, LeafHash.LENGTH);
    }

    /** The largest power of two smaller than n. */
    private static long split(long n) {
        return Long.highestOneBit(n - 1);
    }
}
