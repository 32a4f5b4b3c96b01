package org.gatehouse.audit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks proofs as RFC 9162, sections 2.1.3.2 and 2.1.4.2, says: with hashes alone, needing neither tree nor log. */
public final class ProofCheck {

    /** The place being proved, and the last place of the tree, at the level reached so far. */
    private long fn;

    private long sn;

    private ProofCheck(long fn, long sn) {
        this.fn = fn;
        this.sn = sn;
    }

    /** Whether the leaf is the entry with this index in the tree of this size and root. */
    public static boolean included(byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        ProofCheck place = new ProofCheck(index, size - 1);
        byte[] hash = leaf;
        for (byte[] sibling : path) {
            if (place.isRoot()) {
                return false;
            }
            hash = place.isRightChild() ? LeafHash.node(sibling, hash) : LeafHash.node(hash, sibling);
            place.up();
        }
        return place.isRoot() && Arrays.equals(hash, root);
    }

    /** Whether the tree of the earlier size and root is the beginning of the later one. */
    public static boolean consistent(
            long earlierSize, byte[] earlierRoot, long laterSize, byte[] laterRoot, List<byte[]> path) {
        if (earlierSize == laterSize) {
            return path.isEmpty() && Arrays.equals(earlierRoot, laterRoot);
        } else if (earlierSize < 1 || earlierSize > laterSize || path.isEmpty()) {
            return false;
        }
        List<byte[]> hashes = new ArrayList<>(path);
        if (Long.bitCount(earlierSize) == 1) {
            hashes.add(0, earlierRoot); // a complete subtree: its root is the first step
        }
        int whole = Long.numberOfTrailingZeros(earlierSize);
        ProofCheck place = new ProofCheck((earlierSize - 1) >> whole, (laterSize - 1) >> whole);
        return place.leadsTo(hashes, earlierRoot, laterRoot);
    }

    private boolean leadsTo(List<byte[]> hashes, byte[] earlierRoot, byte[] laterRoot) {
        byte[] earlier = hashes.get(0);
        byte[] later = hashes.get(0);
        for (byte[] sibling : hashes.subList(1, hashes.size())) {
            if (isRoot()) {
                return false;
            }
            if (isRightChild()) {
                earlier = LeafHash.node(sibling, earlier);
                later = LeafHash.node(sibling, later);
            } else {
                later = LeafHash.node(later, sibling);
            }
            up();
        }
        return isRoot() && Arrays.equals(earlier, earlierRoot) && Arrays.equals(later, laterRoot);
    }

    private boolean isRoot() {
        return sn == 0;
    }

    /** The last node of a level may have no sibling there; it then joins as the right one, levels further up. */
    private boolean isRightChild() {
        return (fn & 1) == 1 || fn == sn;
    }

    private void up() {
        if (fn == sn) {
            while ((fn & 1) == 0 && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        }
        fn >>= 1;
        sn >>= 1;
    }
}
