package org.gatehouse.audit.trail;

import org.gatehouse.audit.merkle.LeafHash;
import org.jspecify.annotations.Nullable;

/**
 * An entry ready to be given its place: all that is missing is the time, which {@code EntryHead.stamp} writes into the
 * head once the log is locked.
 */
record SealedEntry(
        Log log,
        int type,
        @Nullable Long actor,
        @Nullable Long target,
        byte[] head,
        byte[] detail,
        byte @Nullable [] actorSeal,
        byte @Nullable [] targetSeal) {

    byte[] leaf() {
        return LeafHash.of(head, detail);
    }
}
