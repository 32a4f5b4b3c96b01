package org.gatehouse.audit.verify;

import java.util.Arrays;
import org.gatehouse.audit.entry.EntryHeadView;
import org.gatehouse.audit.merkle.LeafHash;
import org.gatehouse.audit.verify.StoredRow.Bytes;
import org.jspecify.annotations.Nullable;

/** Whether a row agrees with itself: entry and leaf, entry and columns, seals and digests. Not thread-safe. */
final class RowCheck {

    private final StoredHead log;
    private final EntryHeadView entry = new EntryHeadView();
    private final byte[] hash = new byte[LeafHash.LENGTH];

    RowCheck(StoredHead log) {
        this.log = log;
    }

    @Nullable
    String wrongWith(StoredRow row) {
        byte[] bytes = row.bytes();
        Bytes leaf = row.leaf;
        LeafHash.of(bytes, row.head.at, row.head.length, row.detail.at, row.detail.length, hash, 0);
        if (!Arrays.equals(hash, 0, LeafHash.LENGTH, bytes, leaf.at, leaf.at + leaf.length)) {
            return "the entry was changed: it does not have its leaf hash";
        }
        try {
            entry.look(bytes, row.head.at, row.head.length);
            return wrongIn(row);
        } catch (IllegalArgumentException ex) {
            return "the entry cannot be read: " + ex.getMessage();
        }
    }

    private @Nullable String wrongIn(StoredRow row) {
        if (entry.realm() != log.realm() || entry.tier() != log.tier()) {
            return "the entry belongs to another log";
        } else if (entry.ts() != row.ts()) {
            return "the time column differs from the entry's time";
        } else if (entry.type() != row.type()) {
            return "the type column differs from the entry's activity";
        } else if (!entry.isActor(row.actor())) {
            return "the actor column differs from the entry's actor";
        } else if (!entry.isTarget(row.target())) {
            return "the target column differs from the entry's target";
        } else if (entry.detailLength() != row.detail.length) {
            return "the detail does not have the length the entry says";
        } else if (isThere(row, row.actorSeal) && !entry.isActorSeal(hash)) {
            return "the actor's sealed segment was changed";
        } else if (isThere(row, row.targetSeal) && !entry.isTargetSeal(hash)) {
            return "the target's sealed segment was changed";
        }
        return null;
    }

    /** Makes the hash of a seal that is there. One that is gone was redacted, which the trail allows. */
    private boolean isThere(StoredRow row, Bytes seal) {
        if (seal.length < 0) {
            return false;
        }
        LeafHash.plain(row.bytes(), seal.at, seal.length, hash, 0);
        return true;
    }
}
