package org.gatehouse.audit.verify;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.audit.entry.EntryHead;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.merkle.LeafHash;
import org.jspecify.annotations.Nullable;

/** Checks one log's rows in order, then the head against them. Stops at the first fault. */
final class LogCheck {

    private final StoredHead head;
    private final Frontier frontier;
    private long expected;
    private long lastTs = Long.MIN_VALUE;

    private LogCheck(StoredHead head, Frontier lost) {
        this.head = head;
        this.frontier = lost;
        this.expected = head.minIndex();
    }

    /** Begins after the entries the log has lost; empty when it is not said which those were. */
    static Optional<LogCheck> begin(StoredHead head) {
        try {
            return Optional.of(new LogCheck(head, Frontier.of(head.minIndex(), head.lost())));
        } catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    Optional<Fault> next(StoredRow row) {
        String what = wrongWith(row);
        if (what != null) {
            return fault(Math.min(row.index(), expected), what);
        }
        frontier.append(row.leaf());
        lastTs = row.ts();
        expected++;
        return Optional.empty();
    }

    Optional<Fault> end() {
        if (expected < head.size()) {
            return fault(expected, "the entry is missing: the head counts " + head.size());
        }
        if (head.lastTs() != null && lastTs != Long.MIN_VALUE && head.lastTs() != lastTs) {
            return fault(expected - 1, "the time is not the head's last time");
        }
        return endOfTree();
    }

    private @Nullable String wrongWith(StoredRow row) {
        if (row.index() > expected) {
            return "the entry is missing: entry " + row.index() + " follows";
        } else if (row.index() < expected) {
            return "the entry comes after entry " + (expected - 1);
        } else if (expected >= head.size()) {
            return "the entry is not counted by the head, whose size is " + head.size();
        } else if (row.ts() <= lastTs) {
            return "the time is not after the time of the entry before";
        }
        return wrongInside(row);
    }

    private @Nullable String wrongInside(StoredRow row) {
        if (!Arrays.equals(LeafHash.of(row.head(), row.detail()), row.leaf())) {
            return "the entry was changed: it does not have its leaf hash";
        }
        try {
            return wrongIn(row, EntryHead.decode(row.head()));
        } catch (IllegalArgumentException ex) {
            return "the entry cannot be read: " + ex.getMessage();
        }
    }

    private @Nullable String wrongIn(StoredRow row, EntryHead entry) {
        if (entry.realm() != head.realm() || entry.tier().id() != head.tier()) {
            return "the entry belongs to another log";
        } else if (entry.ts() != row.ts()) {
            return "the time column differs from the entry's time";
        } else if (entry.type() != row.type()) {
            return "the type column differs from the entry's activity";
        } else if (!Objects.equals(entry.actor().person(), row.actor())) {
            return "the actor column differs from the entry's actor";
        } else if (!Objects.equals(entry.targetPerson(), row.target())) {
            return "the target column differs from the entry's target";
        } else if (entry.detailLength() != row.detail().length) {
            return "the detail does not have the length the entry says";
        } else if (isForged(entry.actorSeal(), row.actorSeal())) {
            return "the actor's sealed segment was changed";
        } else if (isForged(entry.targetSeal(), row.targetSeal())) {
            return "the target's sealed segment was changed";
        }
        return null;
    }

    /** A seal that is gone was redacted, which the trail allows; one that does not fit its digest was not. */
    private static boolean isForged(byte @Nullable [] digest, byte @Nullable [] seal) {
        return seal != null && (digest == null || !Arrays.equals(LeafHash.plain(seal), digest));
    }

    private Optional<Fault> endOfTree() {
        if (!Arrays.equals(frontier.bytes(), head.frontier())) {
            return fault(firstDifference(), "the entries from here on do not hash to the head's frontier");
        }
        if (!Arrays.equals(frontier.root(), head.root())) {
            return fault(head.size(), "the head's root is not the root of the entries");
        }
        return Optional.empty();
    }

    private long firstDifference() {
        try {
            return frontier.firstDifference(Frontier.of(head.size(), head.frontier()));
        } catch (IllegalArgumentException ex) {
            return 0; // the frontier itself was cut
        }
    }

    private Optional<Fault> fault(long index, String what) {
        return Optional.of(new Fault(head.name(), index, what));
    }
}
