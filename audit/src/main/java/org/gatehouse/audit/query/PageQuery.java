package org.gatehouse.audit.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.query.TrailReader.RealmLog;
import org.jspecify.annotations.Nullable;

/**
 * One page as SQL: a short index scan per log, merged. A person needs two scans per log, one as actor and one as target,
 * since an {@code OR} of two columns would use neither index in order; so does a target, because the index of targets
 * leaves out whoever acted on themselves.
 *
 * <p>Without a bound in time every month would be opened for it, so it goes back by {@link Stretch}es.
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

    /** Looks into the newest month first, and further back only as long as that is not enough. */
    Found run(Connection connection, List<RealmLog> logs) throws SQLException {
        List<EntryRow> rows = new ArrayList<>();
        int tried = 0;
        for (Stretch stretch : Stretch.back(newest(logs), filter.from())) {
            Part part = read(connection, statement(logs, stretch, limit - rows.size(), most - tried));
            rows.addAll(part.rows());
            tried += part.tried();
            if (rows.size() == limit || tried == most) {
                return new Found(rows, part.last());
            }
        }
        return new Found(rows, null);
    }

    /** Where the search begins: null when the logs do not say. */
    private @Nullable Instant newest(List<RealmLog> logs) {
        Instant newest = logs.stream()
                .flatMap(log -> Stream.ofNullable(log.lastEntry()))
                .max(Comparator.naturalOrder())
                .orElse(null);
        Instant place = after == null ? null : Micros.toInstant(after.micros());
        return newest == null ? null : Stretch.earlier(newest, Stretch.earlier(filter.until(), place));
    }

    /**
     * What a stretch of time has.
     *
     * @param tried entries tried in it, if all it has were
     * @param last where trying ended; null when the limit was reached first, or there was nothing to try
     */
    private record Part(
            List<EntryRow> rows, int tried, @Nullable Cursor last) {}

    private static Part read(Connection connection, Condition statement) throws SQLException {
        try (PreparedStatement select = statement.prepare(connection)) {
            List<EntryRow> rows = new ArrayList<>();
            int tried = 0;
            Cursor last = null;
            ResultSet found = select.executeQuery();
            while (found.next()) {
                EntryRow row = EntryRow.read(found);
                if (found.getBoolean("matches")) {
                    rows.add(row);
                }
                if (found.getBoolean("last")) {
                    tried = found.getInt("nth");
                    last = place(found);
                }
            }
            return new Part(rows, tried, last);
        }
    }

    /** As the database orders it, whatever somebody may have made of the entry itself: going on never goes back. */
    private static Cursor place(ResultSet row) throws SQLException {
        Instant ts = row.getObject("ts", OffsetDateTime.class).toInstant();
        return new Cursor(Micros.of(ts), Tier.byId(row.getInt("tier")).orElseThrow());
    }

    /** Counts instead: the same search, without its entries. */
    EntryCount count(Connection connection, List<RealmLog> logs) throws SQLException {
        Condition count = new Condition()
                .add("SELECT count(*) FILTER (WHERE matches) AS found, coalesce(bool_or(nth = " + most)
                .add("), false) AS cut FROM (")
                .add(counted(logs))
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
        Condition bars = new Condition()
                .add("SELECT date_bin('" + width + "', ts, timestamptz 'epoch') AS bucket, ")
                .add("count(*) FILTER (WHERE matches) AS entries, ")
                .add("count(*) FILTER (WHERE matches AND refused) AS refused, ")
                .add("bool_or(nth = " + most + ") AS cut FROM (")
                .add(counted(logs))
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

    /** The entries that match and, whether it does or not, the last that was tried. */
    private Condition statement(List<RealmLog> logs, Stretch stretch, int rows, int tries) {
        return new Condition()
                .add("SELECT * FROM (SELECT *, ")
                .add(matches())
                .add(" FROM ")
                .add(numbered(logs, stretch, tries, new Condition().add(COLUMNS)))
                .add(") AS tried WHERE matches OR last")
                .add(NEWEST_FIRST + rows);
    }

    /** The same to be counted: whether an entry matches is asked where it is read, and nothing else of it is carried on. */
    private Condition counted(List<RealmLog> logs) {
        Condition columns =
                new Condition().add("ts, tier, ").add(matches()).add(", " + Condition.REFUSED + " AS refused");
        return new Condition()
                .add("SELECT * FROM ")
                .add(numbered(logs, Stretch.ALL, most, columns))
                .add(" WHERE matches OR last")
                .add(NEWEST_FIRST + limit);
    }

    private Condition matches() {
        return new Condition().add("coalesce(true").add(unindexed).add(", false) AS matches");
    }

    /** What is tried, in its order. */
    private Condition numbered(List<RealmLog> logs, Stretch stretch, int tries, Condition columns) {
        Condition numbered = new Condition()
                .add("(SELECT *, row_number() OVER places AS nth, lead(ts) OVER places IS NULL AS last")
                .add(" FROM (SELECT * FROM (");
        String union = "(";
        for (Condition scan : new Scans(stretch, tries, columns).of(logs)) {
            numbered.add(union).add(scan).add(")");
            union = " UNION ALL (";
        }
        return numbered.add(") AS merged")
                .add(NEWEST_FIRST + tries)
                .add(") AS scanned WINDOW places AS (ORDER BY ts DESC, tier DESC)) AS numbered");
    }

    /** The index scans of a page within a stretch of time. */
    private final class Scans {

        private final Stretch stretch;
        private final int most;
        private final Condition columns;
        private final List<Condition> scans = new ArrayList<>();

        Scans(Stretch stretch, int most, Condition columns) {
            this.stretch = stretch;
            this.most = most;
            this.columns = columns;
        }

        List<Condition> of(List<RealmLog> logs) {
            logs.forEach(this::add);
            return scans;
        }

        private void add(RealmLog log) {
            if (people.person() != null) {
                add(log, " AND actor = ?", people.person());
                add(log, BY_SOMEBODY_ELSE, people.person());
            } else if (people.target() != null && people.actor() == null) {
                add(log, " AND actor = ? AND target = actor", people.target());
                add(log, BY_SOMEBODY_ELSE, people.target());
            } else {
                add(log, "", null);
            }
        }

        private void add(RealmLog log, String condition, @Nullable Object value) {
            add("audit.audit_entry", " AND idx >= ?", log, condition, value);
            if (log.held()) {
                add("audit.audit_held_entry", " AND idx < ?", log, condition, value);
            }
        }

        private void add(String table, String kept, RealmLog log, String condition, @Nullable Object value) {
            scans.add(new Condition()
                    .add("SELECT ")
                    .add(columns)
                    .add(" FROM " + table + " WHERE true")
                    .and(kept, log.minIndex())
                    .and(" AND log_id = ?", log.id())
                    .and(" AND tier = ?", log.tier().id())
                    .and(condition, value)
                    .and(" AND actor = ?", people.actor())
                    .and(" AND target = ?", people.target())
                    .and(" AND ts >= ?", Stretch.later(filter.from(), stretch.from()))
                    .and(" AND ts < ?", filter.until())
                    .and(" AND ts < ?", stretch.until())
                    .and(" AND ts < ?", after == null ? null : Micros.toInstant(after.boundOf(log.tier())))
                    .add(" ORDER BY ts DESC LIMIT " + most));
        }
    }
}
