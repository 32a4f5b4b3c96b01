package org.gatehouse.audit.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.gatehouse.audit.event.Tier;
import org.jspecify.annotations.Nullable;

/**
 * Some places of a log that follow each other, with the times that are known to be around them: its tiles have the time of
 * each 256th entry. Entries are kept by time, so that these lead to the few rows and the one month there may be.
 *
 * @param minIndex the first entry that is kept; before it there are at most held ones
 * @param after the time of an entry before them; null when the log begins there, or the tile is not built
 * @param upTo the time of the last of them, or one after it; null when the tile is not built yet
 */
record Places(
        int log,
        Tier tier,
        long minIndex,
        @Nullable Instant after,
        @Nullable Instant upTo) {

    private static final String FIND = """
            SELECT h.log_id, coalesce(p.min_index, 0) AS min_index,
                   (SELECT t.last_ts FROM audit.audit_tile t
                     WHERE t.log_id = h.log_id AND t.level = 0 AND t.idx = ?) AS after,
                   (SELECT t.last_ts FROM audit.audit_tile t
                     WHERE t.log_id = h.log_id AND t.level = 0 AND t.idx = ?) AS up_to
              FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) LEFT JOIN audit.audit_pruned p USING (log_id)
             WHERE r.name = ? AND h.tier = ?
            """;

    private static final int TILE = 256;

    /**
     * @param from the first place
     * @param until the place after the last
     */
    static Optional<Places> find(Connection connection, String realm, Tier tier, long from, long until)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setLong(1, Math.floorDiv(from, TILE) - 1);
            select.setLong(2, Math.floorDiv(until - 1, TILE));
            select.setString(3, realm);
            select.setInt(4, tier.id());
            ResultSet row = select.executeQuery();
            return row.next()
                    ? Optional.of(new Places(
                            row.getInt("log_id"),
                            tier,
                            row.getLong("min_index"),
                            instant(row, "after"),
                            instant(row, "up_to")))
                    : Optional.empty();
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** The entry of one of the places, kept or held; none when there is none. */
    List<EntryRow> entry(Connection connection, long index) throws SQLException {
        boolean kept = index >= minIndex;
        Condition one = kept
                ? kept("idx, head, detail, seal_actor, seal_target")
                : new Condition()
                        .add("SELECT idx, head, detail, seal_actor, seal_target FROM audit.audit_held_entry WHERE true")
                        .and(" AND log_id = ?", log);
        try (PreparedStatement select = one.and(" AND idx = ?", index).prepare(connection)) {
            ResultSet row = select.executeQuery();
            return row.next() ? List.of(EntryRow.read(row)) : List.of();
        }
    }

    /** A query for these columns of what is kept of these places, and perhaps some around them. */
    Condition kept(String columns) {
        return new Condition()
                .add("SELECT " + columns + " FROM audit.audit_entry WHERE true")
                .and(" AND log_id = ?", log)
                .and(" AND tier = ?", tier.id())
                .and(" AND ts > ?", after)
                .and(" AND ts <= ?", upTo);
    }
}
