package org.gatehouse.audit.trail;

import java.sql.SQLException;
import org.gatehouse.audit.entry.EntryHead;
import org.gatehouse.audit.merkle.Frontier;

/** A log on its way from one head to the next: gives entries their index and time. */
final class Growth {

    private final Head from;
    private final Frontier tree;
    private long lastTs;

    /** A log that goes on from this head. */
    Growth(Head from) throws SQLException {
        this.from = from;
        lastTs = from.lastTs();
        try {
            tree = Frontier.of(from.size(), from.frontier());
        } catch (IllegalArgumentException ex) {
            throw new SQLException("The head row of " + from.log().name() + " was tampered with", ex);
        }
    }

    /** Time strictly increases with the index even when the clock stands still or goes back: it is the order of reading. */
    PlacedEntry add(SealedEntry entry, long now) {
        lastTs = Math.max(now, lastTs + 1);
        EntryHead.stamp(entry.head(), lastTs);
        PlacedEntry placed = new PlacedEntry(entry, tree.size(), lastTs, entry.leaf());
        tree.append(placed.leaf());
        return placed;
    }

    Head from() {
        return from;
    }

    Head head() {
        return new Head(from.log(), tree.size(), lastTs, tree.bytes());
    }

    byte[] root() {
        return tree.root();
    }
}
