package org.gatehouse.audit.verify;

import java.util.NavigableSet;
import java.util.TreeSet;
import org.gatehouse.audit.merkle.Frontier;
import org.jspecify.annotations.Nullable;

/**
 * What is to be checked of one log.
 *
 * @param name for faults
 * @param size entries there must be, counted from index 0
 * @param lost over the entries that are no longer kept
 * @param tiled entries that full tiles are kept of
 * @param stops sizes whose roots are wanted, those of checkpoints
 */
record Claim(String name, long size, Frontier lost, long tiled, NavigableSet<Long> stops) {

    Claim {
        stops = new TreeSet<>(stops);
    }

    /** First one that is still kept. */
    long minIndex() {
        return lost.size();
    }

    @Nullable
    Long nextStop(long after) {
        return stops.higher(after);
    }
}
