package org.gatehouse.audit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The roots of the complete subtrees a log of this size consists of, largest first: one hash per bit set in the size. It
 * is all that is needed to append and to know the root, about {@code 32 × log2(size) / 2} bytes. Not thread-safe.
 */
public final class Frontier {

    private final List<byte[]> subtrees;
    private long size;

    private Frontier(long size, List<byte[]> subtrees) {
        this.size = size;
        this.subtrees = subtrees;
    }

    public static Frontier empty() {
        return new Frontier(0, new ArrayList<>());
    }

    /**
     * Reads what {@link #bytes()} wrote.
     *
     * @throws IllegalArgumentException when the length does not fit the size
     */
    public static Frontier of(long size, byte[] bytes) {
        if (size < 0 || bytes.length != Long.bitCount(size) * LeafHash.LENGTH) {
            throw new IllegalArgumentException(
                    "A frontier of size " + size + " does not have " + bytes.length + " bytes.");
        }
        List<byte[]> subtrees = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += LeafHash.LENGTH) {
            subtrees.add(Arrays.copyOfRange(bytes, from, from + LeafHash.LENGTH));
        }
        return new Frontier(size, subtrees);
    }

    /** Adds a leaf: as many complete subtrees merge as the size has trailing one bits. */
    public void append(byte[] leaf) {
        byte[] merged = leaf;
        for (int merges = Long.numberOfTrailingZeros(~size); merges > 0; merges--) {
            merged = LeafHash.node(subtrees.remove(subtrees.size() - 1), merged);
        }
        subtrees.add(merged);
        size++;
    }

    public long size() {
        return size;
    }

    /** The RFC 6962 tree head; of an empty log, the hash of nothing. */
    public byte[] root() {
        if (subtrees.isEmpty()) {
            return LeafHash.plain(new byte[0]);
        }
        byte[] root = subtrees.get(subtrees.size() - 1);
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = LeafHash.node(subtrees.get(i), root);
        }
        return root;
    }

    public byte[] bytes() {
        byte[] bytes = new byte[subtrees.size() * LeafHash.LENGTH];
        for (int i = 0; i < subtrees.size(); i++) {
            System.arraycopy(subtrees.get(i), 0, bytes, i * LeafHash.LENGTH, LeafHash.LENGTH);
        }
        return bytes;
    }

    /** First index under the first subtree in which two frontiers of the same size differ; the size when in none. */
    public long firstDifference(Frontier other) {
        long start = 0;
        for (int i = 0; i < subtrees.size(); i++) {
            if (!Arrays.equals(subtrees.get(i), other.subtrees.get(i))) {
                return start;
            }
            start += Long.highestOneBit(size - start);
        }
        return size;
    }
}
