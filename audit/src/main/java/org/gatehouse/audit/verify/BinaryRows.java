package org.gatehouse.audit.verify;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads a query's rows with binary COPY: several times the speed of a result set, in constant memory. */
final class BinaryRows implements AutoCloseable {

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

    /** @param query without parameters; whatever is put into it must be numbers */
    static BinaryRows of(Connection connection, String query) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        return new BinaryRows(postgres.getCopyAPI().copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)"));
    }

    /** Moves to the next row; false when there is none. Its columns are then read in order. */
    boolean next() throws SQLException {
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

    long nextInt8() {
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

    int nextInt2() {
        row.getInt();
        return row.getShort();
    }

    byte[] nextBytes() {
        return Objects.requireNonNull(nextBytesOrNull(), "a column that is never null");
    }

    byte @Nullable [] nextBytesOrNull() {
        int length = row.getInt();
        if (length < 0) {
            return null;
        } else if (length > row.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        row.get(bytes);
        return bytes;
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
