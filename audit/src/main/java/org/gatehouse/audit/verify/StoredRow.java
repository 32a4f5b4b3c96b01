package org.gatehouse.audit.verify;

import org.jspecify.annotations.Nullable;

/**
 * An entry's row as stored, where it was read: one object for all rows, since a verification reads millions. Times in
 * microseconds since 1970. Not thread-safe.
 */
final class StoredRow {

    static final String COLUMNS = "idx, ts, actor, target, type, leaf, head, detail, seal_actor, seal_target";

    /** Some bytes of the row; a length below zero for none. */
    static final class Bytes {

        int at;
        int length;

        private void read(BinaryRows rows) {
            length = rows.skipBytes();
            at = rows.position() - Math.max(length, 0);
        }
    }

    final Bytes leaf = new Bytes();
    final Bytes head = new Bytes();
    final Bytes detail = new Bytes();
    final Bytes actorSeal = new Bytes();
    final Bytes targetSeal = new Bytes();

    private byte[] bytes = {};
    private long index;
    private long ts;
    private @Nullable Long actor;
    private @Nullable Long target;
    private int type;

    /** Is the row the reader is at, from now on. */
    void read(BinaryRows rows) {
        bytes = rows.bytes();
        index = rows.nextInt8();
        ts = rows.nextTime();
        actor = rows.nextInt8OrNull();
        target = rows.nextInt8OrNull();
        type = rows.nextInt2();
        leaf.read(rows);
        head.read(rows);
        detail.read(rows);
        actorSeal.read(rows);
        targetSeal.read(rows);
    }

    /** What the places are in. */
    byte[] bytes() {
        return bytes;
    }

    long index() {
        return index;
    }

    long ts() {
        return ts;
    }

    @Nullable
    Long actor() {
        return actor;
    }

    @Nullable
    Long target() {
        return target;
    }

    int type() {
        return type;
    }
}
