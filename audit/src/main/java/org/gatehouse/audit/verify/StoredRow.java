package org.gatehouse.audit.verify;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.gatehouse.audit.entry.Micros;
import org.jspecify.annotations.Nullable;

/** An entry's row as stored. */
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

    static StoredRow read(ResultSet row) throws SQLException {
        return new StoredRow(
                row.getLong("idx"),
                Micros.of(row.getObject("ts", OffsetDateTime.class).toInstant()),
                row.getObject("actor", Long.class),
                row.getObject("target", Long.class),
                row.getInt("type"),
                row.getBytes("leaf"),
                row.getBytes("head"),
                row.getString("detail").getBytes(StandardCharsets.UTF_8),
                row.getBytes("seal_actor"),
                row.getBytes("seal_target"));
    }
}
