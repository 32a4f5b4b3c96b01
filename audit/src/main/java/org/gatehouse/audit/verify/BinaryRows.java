package org.gatehouse.audit.verify;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads a query's rows with binary COPY: several times the speed of a result set, in constant memory. */
public final class BinaryRows implements AutoCloseable {

    /** Signature, flags and the length of an extension nobody has. */
    private static final int FILE_HEADER = 11 + 4 + 4;

    /** PostgreSQL counts microseconds from 2000-01-01. */
    private static final long EPOCH_2000 = 946_684_800_000_000L;

    private final CopyOut copy;
    private ByteBuffer row = ByteBuffer.allocate(0);
    private boolean begun;

    private BinaryRows(CopyOut copy) {
        this.copy = copy;
    }

    /** @param query without parameters; whatever is put into it must be numbers, or names of our own */
    public static BinaryRows of(Connection connection, String query) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        return new BinaryRows(postgres.getCopyAPI().copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)"));
    }

    /** Moves to the next row; false when there is none. Its columns are then read in order. */
    public boolean next() throws SQLException {
        byte[] message = copy.readFromCopy();
        if (message == null) {
            return false;
        }
        row = ByteBuffer.wrap(message);
        if (!begun) {
            begun = true;
            row.position(FILE_HEADER);
            if (!row.hasRemaining()) {
                return next();
            }
        }
        if (row.getShort() >= 0) {
            return true;
        }
        return next(); // the end mark; the server says that this was all
    }

    public long nextInt8() {
        row.getInt();
        return row.getLong();
    }

    @Nullable
    Long nextInt8OrNull() {
        return row.getInt() < 0 ? null : Long.valueOf(row.getLong());
    }

    long nextTime() {
        return nextInt8() + EPOCH_2000;
    }

    @Nullable
    Long nextTimeOrNull() {
        Long time = nextInt8OrNull();
        return time == null ? null : time + EPOCH_2000;
    }

    public int nextInt4() {
        row.getInt();
        return row.getInt();
    }

    int nextInt2() {
        row.getInt();
        return row.getShort();
    }

    public byte[] nextBytes() {
        int length = skipBytes();
        if (length < 0) {
            throw new IllegalStateException("a column that is never null is");
        }
        return Arrays.copyOfRange(row.array(), row.position() - length, row.position());
    }

    /** What the present row is in, to be looked at in place; the next row is in other bytes. */
    byte[] bytes() {
        return row.array();
    }

    int position() {
        return row.position();
    }

    /** Passes over the next column's bytes; returns how many, or less than 0 when it has none. */
    int skipBytes() {
        int length = row.getInt();
        if (length > row.remaining()) {
            throw new BufferUnderflowException();
        }
        row.position(row.position() + Math.max(length, 0));
        return length;
    }

    /** Reads what is left: cancelling would end the transaction, and the snapshot with it. */
    @Override
    public void close() throws SQLException {
        byte[] rest = copy.isActive() ? copy.readFromCopy() : null;
        while (rest != null) {
            rest = copy.readFromCopy();
        }
    }
}
