package org.gatehouse.audit.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.gatehouse.audit.entry.Detail;
import org.gatehouse.audit.entry.EntryHead;
import org.jspecify.annotations.Nullable;

/** A stored row, decoded but not opened. */
record EntryRow(long index, EntryHead head, Detail detail, byte @Nullable [] actorSeal, byte @Nullable [] targetSeal) {

    static EntryRow read(ResultSet row) throws SQLException {
        return new EntryRow(
                row.getLong("idx"),
                EntryHead.decode(row.getBytes("head")),
                Detail.fromJson(row.getString("detail")),
                row.getBytes("seal_actor"),
                row.getBytes("seal_target"));
    }

    /** Pseudonyms of the keys that open this row. */
    LongStream refs() {
        EntryHead.Ref target = head.target();
        return LongStream.of(head.actor().ref(), target == null ? 0 : target.ref())
                .filter(ref -> ref != 0);
    }
}
