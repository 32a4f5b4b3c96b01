package org.gatehouse.audit.trail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.audit.schema.MonthTable;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Inserts many rows with binary COPY, the cheapest way into PostgreSQL. They are sent in pieces, so that the server inserts
 * the first while the next are encoded. Where many are of one month they go into its table: what the server does to find the
 * table of each row takes a quarter of its time.
 */
final class EntryCopy {

    private static final String COPY = """
            COPY %s
            (idx, ts, actor, target, log_id, tier, type, leaf, head, detail, seal_actor, seal_target)
            FROM STDIN (FORMAT binary)
            """;

    private static final String ATTACHED =
            "SELECT FROM pg_inherits WHERE inhrelid = ?::regclass AND NOT inhdetachpending";

    /** So many of one month are worth round trips of their own. */
    private static final int MANY = 128;

    private static final int COLUMNS = 12;
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    /** PostgreSQL counts microseconds from 2000-01-01. */
    private static final long EPOCH_2000 = 946_684_800_000_000L;

    /** About a hundred rows. */
    private static final int PIECE = 64 * 1024;

    /** A row without its texts and seals: the count of its columns, their lengths, and the numbers. */
    private static final int ROW = 2 + COLUMNS * 4 + 4 * 8 + 4 + 2 + 2;

    private final CopyIn copy;
    private ByteBuffer piece = ByteBuffer.allocate(PIECE);

    private EntryCopy(CopyIn copy) {
        this.copy = copy;
    }

    /** @throws SQLException with the state of a missing month, too, when one has been detached */
    static void insert(Connection connection, List<PlacedEntry> rows) throws SQLException {
        List<PlacedEntry> others = new ArrayList<>();
        for (MonthRows month : MonthRows.of(rows)) {
            if (month.rows().size() < MANY) {
                others.addAll(month.rows());
            } else {
                insert(connection, month.table().name(), month.rows());
                checkAttached(connection, month.table());
            }
        }
        if (!others.isEmpty()) {
            insert(connection, "audit.audit_entry", others);
        }
    }

    /** The table is locked by the rows in it; one that was detached before would take them with it when it is dropped. */
    private static void checkAttached(Connection connection, MonthTable month) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ATTACHED)) {
            select.setString(1, month.name());
            if (!select.executeQuery().next()) {
                throw new SQLException(month.name() + " has been detached", Failure.NO_PARTITION_STATE);
            }
        }
    }

    private static void insert(Connection connection, String table, List<PlacedEntry> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY.formatted(table));
        try {
            new EntryCopy(copy).write(rows);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void write(List<PlacedEntry> rows) throws SQLException {
        piece.put(SIGNATURE).putLong(0); // no flags, no extension
        for (PlacedEntry row : rows) {
            makeRoom(ROW + length(row));
            write(row);
        }
        makeRoom(Short.BYTES);
        piece.putShort((short) -1);
        send();
    }

    private void makeRoom(int bytes) throws SQLException {
        if (piece.remaining() < bytes) {
            send();
        }
        if (piece.capacity() < bytes) {
            piece = ByteBuffer.allocate(bytes);
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(piece.array(), 0, piece.position());
        piece.clear();
    }

    private static int length(PlacedEntry row) {
        SealedEntry entry = row.entry();
        return row.leaf().length
                + entry.head().length
                + entry.detail().length
                + length(entry.actorSeal())
                + length(entry.targetSeal());
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private void write(PlacedEntry row) {
        SealedEntry entry = row.entry();
        piece.putShort((short) COLUMNS);
        putInt8(row.index());
        putInt8(row.ts() - EPOCH_2000);
        putInt8(entry.actor());
        putInt8(entry.target());
        piece.putInt(Integer.BYTES).putInt(entry.log().id());
        piece.putInt(Short.BYTES).putShort((short) entry.log().tier().id());
        piece.putInt(Short.BYTES).putShort((short) entry.type());
        putBytes(row.leaf());
        putBytes(entry.head());
        putBytes(entry.detail());
        putBytes(entry.actorSeal());
        putBytes(entry.targetSeal());
    }

    private void putInt8(@Nullable Long value) {
        if (value == null) {
            piece.putInt(-1);
        } else {
            piece.putInt(Long.BYTES).putLong(value);
        }
    }

    private void putBytes(byte @Nullable [] value) {
        if (value == null) {
            piece.putInt(-1);
        } else {
            piece.putInt(value.length).put(value);
        }
    }
}
