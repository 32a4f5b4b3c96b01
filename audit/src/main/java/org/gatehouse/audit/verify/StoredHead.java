package org.gatehouse.audit.verify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.event.Tier;
import org.jspecify.annotations.Nullable;

/**
 * A head row as stored.
 *
 * @param minIndex the first entry that is kept
 * @param lost the frontier over those before it
 * @param pruned the signed statement of it
 */
record StoredHead(
        int logId,
        int realm,
        int tier,
        String name,
        String origin,
        long size,
        @Nullable Long lastTs,
        byte[] frontier,
        byte[] root,
        long minIndex,
        byte[] lost,
        @Nullable String pruned) {

    static StoredHead read(ResultSet row) throws SQLException {
        int tier = row.getInt("tier");
        OffsetDateTime lastTs = row.getObject("last_ts", OffsetDateTime.class);
        return new StoredHead(
                row.getInt("log_id"),
                row.getInt("realm"),
                tier,
                row.getString("name") + "/" + Tier.byId(tier).map(Tier::name).orElse("unknown tier " + tier),
                row.getString("origin"),
                row.getLong("size"),
                lastTs == null ? null : Long.valueOf(Micros.of(lastTs.toInstant())),
                row.getBytes("frontier"),
                row.getBytes("root"),
                row.getLong("min_index"),
                row.getBytes("lost"),
                row.getString("pruned"));
    }
}
