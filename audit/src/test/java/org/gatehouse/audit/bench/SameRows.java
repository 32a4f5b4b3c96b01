package org.gatehouse.audit.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * The baseline nobody can beat: the trail's own rows as one finished block for binary COPY, in which only index and time
 * are counted up between two batches, over one warm connection.
 */
final class SameRows {

    private static final int HEADER = 19;
    private static final int INDEX = 2 + 4;
    private static final int TIME = INDEX + 8 + 4;

    private final byte[] block;
    private final List<Integer> rows = new ArrayList<>();
    private long next = 1L << 40;

    private SameRows(byte[] block) {
        this.block = block;
        ByteBuffer in = ByteBuffer.wrap(block).position(HEADER);
        for (int start = HEADER; in.getShort() > 0; start = in.position()) {
            rows.add(start);
            skip(in, in.getShort(start));
        }
    }

    /** The first rows of the trail. */
    static SameRows read(Connection connection, int count) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copies(connection)
                .copyOut(
                        "COPY (SELECT idx, ts, actor, target, log_id, tier, type, leaf, head, detail, seal_actor, seal_target"
                                + " FROM audit.audit_entry ORDER BY ts LIMIT " + count
                                + ") TO STDOUT (FORMAT binary)",
                        bytes);
        return new SameRows(bytes.toByteArray());
    }

    int size() {
        return rows.size();
    }

    /** One batch, committed durably. */
    void copyInto(Connection connection, String table) throws Exception {
        ByteBuffer patched = ByteBuffer.wrap(block);
        for (int row : rows) {
            patched.putLong(row + INDEX, next);
            patched.putLong(row + TIME, next++);
        }
        CopyIn copy = copies(connection).copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
        copy.writeToCopy(block, 0, block.length);
        copy.endCopy();
    }

    private static void skip(ByteBuffer in, int columns) {
        for (int i = 0; i < columns; i++) {
            int length = in.getInt();
            in.position(in.position() + Math.max(0, length));
        }
    }

    private static CopyManager copies(Connection connection) throws Exception {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
