package org.gatehouse.audit.trail;

import org.gatehouse.audit.entry.EntryHead;
import org.gatehouse.audit.merkle.Frontier;

/** A log's head while its row is locked: gives entries their index and time. */
final class Head {

    private final Log log;
    private final Frontier frontier;
    private long lastTs;

    /** An entry in its place. */
    record Row(SealedEntry entry, long index, long ts, byte[] leaf) {}

    Head(Log log, Frontier frontier, long lastTs) {
        this.log = log;
        this.frontier = frontier;
        this.lastTs = lastTs;
    }

    /** Time strictly increases with the index even when the clock stands still or goes back: it is the order of reading. */
    Row add(SealedEntry entry, long now) {
        lastTs = Math.max(now, lastTs + 1);
        EntryHead.stamp(entry.head(), lastTs);
        Row row = new Row(entry, frontier.size(), lastTs, entry.leaf());
        frontier.append(row.leaf());
        return row;
    }

    Log log() {
        return log;
    }

    Frontier frontier() {
        return frontier;
    }

    long lastTs() {
        return lastTs;
    }
}
