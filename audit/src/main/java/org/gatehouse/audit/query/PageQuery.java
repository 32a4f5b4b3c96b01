package org.gatehouse.audit.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.query.TrailReader.RealmLog;
import org.jspecify.annotations.Nullable;

/**
 * One page as SQL: a short index scan per log, merged. A person needs two scans per log, one as actor and one as target,
 * since an {@code OR} of two columns would use neither index in order; so does a target, because the index of targets
 * leaves out whoever acted on themselves.
 *
 * <p>What no index helps with is tried on the merged entries one after the other, at most {@code most} of them; the last
 * of those comes back in any case, so that the next page can begin there.
 */
final class PageQuery {

    private static final String COLUMNS = "idx, ts, tier, type, actor, target, head, detail, seal_actor, seal_target";

    private static final String BY_SOMEBODY_ELSE = " AND target = ? AND target IS DISTINCT FROM actor";

    private static final String NEWEST_FIRST = " ORDER BY ts DESC, tier DESC LIMIT ";

    private final TrailFilter filter;
    private final People people;
    private final Condition unindexed;
    private final @Nullable Cursor after;
    private final int limit;
    private final int most;
    private final List<Condition> scans = new ArrayList<>();

    /**
     * @param limit matches to find
     * @param scan entries to try, where something has to be tried
     */
    PageQuery(TrailFilter filter, People people, Condition unindexed, @Nullable Cursor after, int limit, int scan) {
        this.filter = filter;
        this.people = people;
        this.unindexed = unindexed;
        this.after = after;
        this.limit = limit;
        this.most = unindexed.isEmpty() ? limit : scan;
    }

    /**
     * What was found.
     *
     * @param rows that match
     * @param end where trying ended although there may be more; null when the limit was reached first, or nothing is left
     */
    record Found(List<EntryRow> rows, @Nullable Cursor end) {}

    Found run(Connection connection, List<RealmLog> logs) throws SQLException {
        logs.forEach(this::addLog);
        try (PreparedStatement select = statement().prepare(connection)) {
            List<EntryRow> rows = new ArrayList<>();
            Cursor end = null;
            ResultSet found = select.executeQuery();
            while (found.next()) {
                EntryRow row = EntryRow.read(found);
                if (found.getBoolean("matches")) {
                    rows.add(row);
                }
                if (found.getLong("nth") == most) {
                    end = place(found);
                }
            }
            return new Found(rows, end);
        }
    }

    /** As the database orders it, whatever somebody may have made of the entry itself: going on never goes back. */
    private static Cursor place(ResultSet row) throws SQLException {
        Instant ts = row.getObject("ts", OffsetDateTime.class).toInstant();
        return new Cursor(Micros.of(ts), Tier.byId(row.getInt("tier")).orElseThrow());
    }

    /** Counts instead: the same search, without its entries. */
    EntryCount count(Connection connection, List<RealmLog> logs) throws SQLException {
        logs.forEach(this::addLog);
        Condition count = new Condition()
                .add("SELECT count(*) FILTER (WHERE matches) AS found, coalesce(bool_or(nth = " + most)
                .add("), false) AS cut FROM (")
                .add(statement())
                .add(") AS counted");
        try (PreparedStatement select = count.prepare(connection)) {
            ResultSet row = select.executeQuery();
            row.next();
            long found = Math.min(row.getLong("found"), EntryCount.EXACT);
            return new EntryCount(found, found < row.getLong("found") || row.getBoolean("cut"));
        }
    }

    /** Counts by time instead. */
    TrailReader.Bars bars(Connection connection, List<RealmLog> logs, Duration width) throws SQLException {
        logs.forEach(this::addLog);
        Condition bars = new Condition()
                .add("SELECT date_bin('" + width + "', ts, timestamptz 'epoch') AS bucket, ")
                .add("count(*) FILTER (WHERE matches) AS entries, ")
                .add("count(*) FILTER (WHERE matches AND " + Condition.REFUSED + ") AS refused, ")
                .add("bool_or(nth = " + most + ") AS cut FROM (")
                .add(statement())
                .add(") AS counted WHERE matches OR nth = " + most + " GROUP BY 1");
        try (PreparedStatement select = bars.prepare(connection)) {
            return bars(select.executeQuery(), width);
        }
    }

    private TrailReader.Bars bars(ResultSet rows, Duration width) throws SQLException {
        Map<Instant, Histogram.Bar> byTime = new HashMap<>();
        boolean cut = false;
        long entries = 0;
        while (rows.next()) {
            Instant from = rows.getObject("bucket", OffsetDateTime.class).toInstant();
            byTime.put(
                    from, new Histogram.Bar(from, from.plus(width), rows.getLong("entries"), rows.getLong("refused")));
            cut |= rows.getBoolean("cut");
            entries += rows.getLong("entries");
        }
        return new TrailReader.Bars(byTime, cut || entries >= limit);
    }

    /** The people of a filter by the pseudonyms that rows have. */
    record People(
            @Nullable Long person,
            @Nullable Long actor,
            @Nullable Long target) {}

    private Condition statement() {
        Condition statement = new Condition().add("SELECT * FROM (SELECT *, coalesce(true");
        statement
                .add(unindexed)
                .add(", false) AS matches FROM (SELECT *, row_number() OVER (ORDER BY ts DESC, tier DESC)");
        statement.add(" AS nth FROM (");
        for (int i = 0; i < scans.size(); i++) {
            statement.add(i == 0 ? "(" : " UNION ALL (").add(scans.get(i)).add(")");
        }
        statement.add(") AS merged").add(NEWEST_FIRST + most);
        statement.add(") AS scanned) AS tried WHERE matches OR nth = " + most);
        return statement.add(NEWEST_FIRST + limit);
    }

    private void addLog(RealmLog log) {
        if (people.person() != null) {
            addScan(log, " AND actor = ?", people.person());
            addScan(log, BY_SOMEBODY_ELSE, people.person());
        } else if (people.target() != null && people.actor() == null) {
            addScan(log, " AND actor = ? AND target = actor", people.target());
            addScan(log, BY_SOMEBODY_ELSE, people.target());
        } else {
            addScan(log, "", null);
        }
    }

    private void addScan(RealmLog log, String condition, @Nullable Object value) {
        addScan("audit.audit_entry", " AND idx >= ?", log, condition, value);
        if (log.held()) {
            addScan("audit.audit_held_entry", " AND idx < ?", log, condition, value);
        }
    }

    private void addScan(String table, String kept, RealmLog log, String condition, @Nullable Object value) {
        scans.add(new Condition()
                .add("SELECT " + COLUMNS + " FROM " + table + " WHERE true")
                .and(kept, log.minIndex())
                .and(" AND log_id = ?", log.id())
                .and(" AND tier = ?", log.tier().id())
                .and(condition, value)
                .and(" AND actor = ?", people.actor())
                .and(" AND target = ?", people.target())
                .and(" AND ts >= ?", filter.from())
                .and(" AND ts < ?", filter.until())
                .and(" AND ts < ?", after == null ? null : Micros.toInstant(after.boundOf(log.tier())))
                .add(" ORDER BY ts DESC LIMIT " + most));
    }
}
