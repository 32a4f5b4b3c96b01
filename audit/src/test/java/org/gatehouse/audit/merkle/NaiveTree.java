package org.gatehouse.audit.merkle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 section 2.1 written down as it stands there, and tiles cut from it by the definition. */
final class NaiveTree {

    private final List<byte[]> leaves = new ArrayList<>();

    static NaiveTree ofSize(int size) {
        NaiveTree tree = new NaiveTree();
        for (int i = 0; i < size; i++) {
            tree.leaves.add(LeafHash.of(("entry " + i).getBytes(), new byte[0]));
        }
        return tree;
    }

    List<byte[]> leaves() {
        return leaves;
    }

    byte[] root(int size) {
        return mth(leaves.subList(0, size));
    }

    /** A source with every full tile and whatever partial one is asked for. */
    byte[] tile(TilePath path) throws IOException {
        int span = 1 << (TilePath.HEIGHT * path.level());
        ByteArrayOutputStream tile = new ByteArrayOutputStream();
        for (long i = path.index() * 256; i < path.index() * 256 + path.width(); i++) {
            tile.write(mth(leaves.subList((int) i * span, (int) (i + 1) * span)));
        }
        return tile.toByteArray();
    }

    List<byte[]> path(int m, int size) {
        return path(m, leaves.subList(0, size));
    }

    List<byte[]> proof(int m, int size) {
        return m == size ? List.of() : subproof(m, leaves.subList(0, size), true);
    }

    private static List<byte[]> path(int m, List<byte[]> d) {
        if (d.size() == 1) {
            return List.of();
        }
        int k = Integer.highestOneBit(d.size() - 1);
        return m < k
                ? join(path(m, d.subList(0, k)), mth(d.subList(k, d.size())))
                : join(path(m - k, d.subList(k, d.size())), mth(d.subList(0, k)));
    }

    private static List<byte[]> subproof(int m, List<byte[]> d, boolean known) {
        if (m == d.size()) {
            return known ? List.of() : List.of(mth(d));
        }
        int k = Integer.highestOneBit(d.size() - 1);
        return m <= k
                ? join(subproof(m, d.subList(0, k), known), mth(d.subList(k, d.size())))
                : join(subproof(m - k, d.subList(k, d.size()), false), mth(d.subList(0, k)));
    }

    private static List<byte[]> join(List<byte[]> path, byte[] last) {
        List<byte[]> joined = new ArrayList<>(path);
        joined.add(last);
        return joined;
    }

    private static byte[] mth(List<byte[]> d) {
        if (d.isEmpty()) {
            return LeafHash.plain(new byte[0]);
        } else if (d.size() == 1) {
            return d.get(0);
        }
        int k = Integer.highestOneBit(d.size() - 1);
        return LeafHash.node(mth(d.subList(0, k)), mth(d.subList(k, d.size())));
    }
}
