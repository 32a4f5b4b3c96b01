package org.gatehouse.audit.verify;

import java.util.List;
import org.gatehouse.audit.merkle.CompactRange;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a log's entries came to.
 *
 * @param first index of its first entry, whatever should be there; -1 when there is none
 * @param tree of the entries before the fault
 * @param roots over the full tiles among them, first to last
 * @param stops the tree as it was at each size whose root is wanted
 * @param leaves hashes of the entries that stored tiles should have, first to last
 */
record Part(
        long first,
        long firstTs,
        long lastTs,
        CompactRange tree,
        List<byte[]> roots,
        List<CompactRange> stops,
        byte[] leaves,
        @Nullable Fault fault) {

    Part withFault(Fault earlier) {
        return new Part(first, firstTs, lastTs, tree, roots, stops, leaves, earlier);
    }
}
