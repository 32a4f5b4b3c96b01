package org.gatehouse.audit.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.CustomActivity;
import org.jspecify.annotations.Nullable;

/**
 * How many entries of which activity a realm has in each hour. Hours that are over are counted once, after the
 * fact; what came since is counted when somebody asks. Entries a legal hold keeps beyond their month are not in it.
 */
public final class TrailCounts {

    private static final String BEGIN = """
            INSERT INTO audit.audit_counted (log_id, upto) SELECT log_id, '-infinity' FROM audit.audit_head
            ON CONFLICT DO NOTHING
            """;

    private static final String FORGET = """
            DELETE FROM audit.audit_count c USING audit.audit_pruned p
             WHERE p.log_id = c.log_id AND c.hour < coalesce((
                SELECT date_bin('1 hour', e.ts, timestamptz 'epoch')
                  FROM audit.audit_entry e JOIN audit.audit_head h USING (log_id, tier)
                 WHERE e.log_id = p.log_id AND e.idx >= p.min_index ORDER BY e.ts LIMIT 1), 'infinity')
            """;

    // A log's time only rises and its head tells it, so that every entry of an hour before it can be seen.
    private static final String FOLD = """
            WITH due AS (
                SELECT c.log_id, h.tier, c.upto, date_bin('1 hour', h.last_ts, timestamptz 'epoch') AS bound
                  FROM audit.audit_counted c JOIN audit.audit_head h USING (log_id)
                 WHERE date_bin('1 hour', h.last_ts, timestamptz 'epoch') > c.upto
                 ORDER BY c.log_id LIMIT 1 FOR UPDATE OF c SKIP LOCKED),
            step AS (
                SELECT log_id, tier, upto, least(bound, (
                    SELECT date_bin('1 hour', e.ts, timestamptz 'epoch') + interval '24 hours' FROM audit.audit_entry e
                     WHERE e.log_id = due.log_id AND e.tier = due.tier AND e.ts >= due.upto ORDER BY e.ts LIMIT 1)) AS until
                  FROM due),
            counted AS (
                INSERT INTO audit.audit_count (log_id, hour, type, entries, refused)
                SELECT s.log_id, date_bin('1 hour', e.ts, timestamptz 'epoch'), e.type, count(*),
                       count(*) FILTER (WHERE %s)
                  FROM step s JOIN audit.audit_entry e
                    ON e.log_id = s.log_id AND e.tier = s.tier AND e.ts >= s.upto AND e.ts < s.until
                 GROUP BY 1, 2, 3)
            UPDATE audit.audit_counted c SET upto = s.until FROM step s WHERE c.log_id = s.log_id
            """.formatted(Condition.REFUSED);

    private static final String HISTOGRAM = """
            WITH logs AS (
                SELECT h.log_id, h.tier, coalesce(c.upto, '-infinity') AS upto, first.ts AS first_ts
                  FROM audit.audit_head h JOIN audit.audit_realm r USING (realm)
                  LEFT JOIN audit.audit_counted c USING (log_id) LEFT JOIN audit.audit_pruned p USING (log_id)
                 CROSS JOIN LATERAL (
                    SELECT e.ts FROM audit.audit_entry e
                     WHERE e.log_id = h.log_id AND e.tier = h.tier AND e.idx >= coalesce(p.min_index, 0)
                     ORDER BY e.ts LIMIT 1) AS first
                 WHERE r.name = ?),
            parts AS (
                SELECT c.hour, c.type, c.entries, c.refused FROM logs JOIN audit.audit_count c USING (log_id)
                 WHERE c.hour >= ? AND c.hour < ? AND c.hour >= date_bin('1 hour', logs.first_ts, timestamptz 'epoch')
                UNION ALL
                SELECT date_bin('1 hour', e.ts, timestamptz 'epoch'), e.type, count(*), count(*) FILTER (WHERE %s)
                  FROM logs JOIN audit.audit_entry e ON e.log_id = logs.log_id AND e.tier = logs.tier
                   AND e.ts >= logs.upto AND e.ts >= logs.first_ts AND e.ts >= ? AND e.ts < ?
                 GROUP BY 1, 2)
            SELECT date_bin(make_interval(secs => ?), hour, timestamptz 'epoch') AS bucket, type,
                   sum(entries) AS entries, sum(refused) AS refused
              FROM parts WHERE ?::int2[] IS NULL OR type = ANY (?::int2[])
             GROUP BY 1, 2 ORDER BY 1, 2
            """.formatted(Condition.REFUSED);

    private final DataSource database;
    private final TrailReader reader;

    private TrailCounts(DataSource database, TrailReader reader) {
        this.database = database;
        this.reader = reader;
    }

    public static TrailCounts on(DataSource database, TrailReader reader) {
        return new TrailCounts(database, reader);
    }

    /**
     * One activity's entries in one hour or more.
     *
     * @param from the first hour's beginning
     * @param refused those of the entries that say a failure or a refusal
     */
    public record Bucket(Instant from, ActivityType activity, long entries, long refused) {}

    /**
     * Counts what was appended in hours that are over: about a day of a log at a time. Any node may; two never count the
     * same.
     *
     * @return whether there may be more to count
     * @throws SQLException when the database does not answer; what was counted stays counted
     */
    public boolean fold() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.executeUpdate(BEGIN);
            statement.executeUpdate(FORGET);
            return statement.executeUpdate(FOLD) > 0;
        }
    }

    /**
     * Entries by time and activity, the oldest first; where there are none there is no bucket.
     *
     * @param filter of category, activity and time, both ends given and on a full hour; nothing else
     * @param width full hours; buckets begin on multiples of it since 1970 began, so that days are those of UTC
     */
    public List<Bucket> histogram(String realm, TrailFilter filter, Duration width) {
        Instant from = filter.from();
        Instant until = filter.until();
        if (from == null || until == null || !filter.isCountable()) {
            throw new IllegalArgumentException("Only category, activity and time are counted");
        }
        if (width.toHours() < 1 || !width.equals(Duration.ofHours(width.toHours()))) {
            throw new IllegalArgumentException("Only full hours are counted");
        }
        List<CustomActivity> custom = reader.customActivities(realm);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(HISTOGRAM)) {
            connection.setAutoCommit(true);
            select.setString(1, realm);
            for (int parameter = 2; parameter < 6; parameter++) {
                select.setObject(parameter, Micros.toSql(Micros.of(parameter % 2 == 0 ? from : until)));
            }
            select.setLong(6, width.toSeconds());
            Integer @Nullable [] types = filter.types(custom);
            select.setArray(7, types == null ? null : connection.createArrayOf("int2", types));
            select.setArray(8, types == null ? null : connection.createArrayOf("int2", types));
            return buckets(select.executeQuery(), custom);
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    private static List<Bucket> buckets(ResultSet rows, List<CustomActivity> custom) throws SQLException {
        List<Bucket> buckets = new ArrayList<>();
        while (rows.next()) {
            int type = rows.getInt("type");
            ActivityType activity = custom.stream()
                    .filter(each -> each.id() == type)
                    .findFirst()
                    .<ActivityType>map(each -> each)
                    .or(() -> Activity.byId(type))
                    .orElseThrow(() -> new IllegalStateException("Unknown activity"));
            Instant from = rows.getObject("bucket", OffsetDateTime.class).toInstant();
            buckets.add(new Bucket(from, activity, rows.getLong("entries"), rows.getLong("refused")));
        }
        return buckets;
    }
}
