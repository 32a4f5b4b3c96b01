package org.gatehouse.audit.trail;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Inserts rows with binary COPY, the cheapest way into PostgreSQL for one row and for thousands. */
final class EntryCopy {

    private static final String COPY = """
            COPY audit.audit_entry
            (idx, ts, actor, target, log_id, tier, type, leaf, head, detail, seal_actor, seal_target)
            FROM STDIN (FORMAT binary)
            """;
    private static final int COLUMNS = 12;
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    /** PostgreSQL counts microseconds from 2000-01-01. */
    private static final long EPOCH_2000 = 946_684_800_000_000L;

    private EntryCopy() {}

    static void insert(Connection connection, List<Head.Row> rows) throws SQLException {
        byte[] bytes = encode(rows);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static byte[] encode(List<Head.Row> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + rows.size() * 768);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
            for (Head.Row row : rows) {
                write(out, row);
            }
            out.writeShort(-1);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Head.Row row) throws IOException {
        SealedEntry entry = row.entry();
        out.writeShort(COLUMNS);
        writeInt8(out, row.index());
        writeInt8(out, row.ts() - EPOCH_2000);
        writeInt8(out, entry.actor());
        writeInt8(out, entry.target());
        out.writeInt(Integer.BYTES);
        out.writeInt(entry.log().id());
        writeInt2(out, entry.log().tier().id());
        writeInt2(out, entry.type());
        writeBytes(out, row.leaf());
        writeBytes(out, entry.head());
        writeBytes(out, entry.detail());
        writeBytes(out, entry.actorSeal());
        writeBytes(out, entry.targetSeal());
    }

    private static void writeInt8(DataOutputStream out, @Nullable Long value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(Long.BYTES);
            out.writeLong(value);
        }
    }

    private static void writeInt2(DataOutputStream out, int value) throws IOException {
        out.writeInt(Short.BYTES);
        out.writeShort(value);
    }

    private static void writeBytes(DataOutputStream out, byte @Nullable [] value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(value.length);
            out.write(value);
        }
    }
}
