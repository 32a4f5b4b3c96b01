package org.gatehouse.audit.verify;

import java.util.Arrays;
import java.util.Objects;
import org.gatehouse.audit.entry.EntryHead;
import org.gatehouse.audit.merkle.LeafHash;
import org.jspecify.annotations.Nullable;

/** Whether a row agrees with itself: entry and leaf, entry and columns, seals and digests. */
final class RowCheck {

    private final StoredHead log;

    RowCheck(StoredHead log) {
        this.log = log;
    }

    @Nullable
    String wrongWith(StoredRow row) {
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
        if (entry.realm() != log.realm() || entry.tier().id() != log.tier()) {
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
}
