package org.gatehouse.audit.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.gatehouse.audit.entry.Detail;
import org.gatehouse.audit.entry.EntryHead;
import org.jspecify.annotations.Nullable;

/**
 * A stored row, its head decoded and nothing opened.
 *
 * @param json its detail: most rows are only looked at, and reading JSON is most of the work
 */
record EntryRow(long index, EntryHead head, String json, byte @Nullable [] actorSeal, byte @Nullable [] targetSeal) {

    static EntryRow read(ResultSet row) throws SQLException {
        return new EntryRow(
                row.getLong("idx"),
                EntryHead.decode(row.getBytes("head")),
                row.getString("detail"),
                row.getBytes("seal_actor"),
                row.getBytes("seal_target"));
    }

    Detail detail() {
        return Detail.fromJson(json);
    }

    /** The place right after it. */
    Cursor place() {
        return new Cursor(head.ts(), head.tier());
    }

    /** Pseudonyms of the keys that open this row. */
    LongStream refs() {
        EntryHead.Ref target = head.target();
        return LongStream.of(head.actor().ref(), target == null ? 0 : target.ref())
                .filter(ref -> ref != 0);
    }
}
