package org.gatehouse.audit.verify;

import org.jspecify.annotations.Nullable;

/** An entry's row as stored; times in microseconds since 1970. */
record StoredRow(
        long index,
        long ts,
        @Nullable Long actor,
        @Nullable Long target,
        int type,
        byte[] leaf,
        byte[] head,
        byte[] detail,
        byte @Nullable [] actorSeal,
        byte @Nullable [] targetSeal) {

    /** In the order of the components. */
    static final String COLUMNS = "idx, ts, actor, target, type, leaf, head, detail, seal_actor, seal_target";

    static StoredRow read(BinaryRows rows) {
        return new StoredRow(
                rows.nextInt8(),
                rows.nextTime(),
                rows.nextInt8OrNull(),
                rows.nextInt8OrNull(),
                rows.nextInt2(),
                rows.nextBytes(),
                rows.nextBytes(),
                rows.nextBytes(),
                rows.nextBytesOrNull(),
                rows.nextBytesOrNull());
    }
}
