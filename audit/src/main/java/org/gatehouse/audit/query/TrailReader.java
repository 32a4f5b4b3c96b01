package org.gatehouse.audit.query;

import static java.util.stream.Collectors.toSet;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.gatehouse.audit.catalogue.CustomActivities;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.privacy.SubjectKey;
import org.gatehouse.audit.privacy.SubjectKeys;
import org.jspecify.annotations.Nullable;

/**
 * Reads one realm's entries, newest first over all its tiers. Pages are found by key, not by offset: a page deep in the
 * past costs as much as the first, and entries appended meanwhile shift nothing.
 */
public final class TrailReader {

    /** Most entries in one page. */
    public static final int MAX_PAGE = 1_000;

    /** Entries that one search tries, where no index leads to those that match: some 30 ms. */
    private static final int SCAN = 10_000;

    /** A count tries more: nothing of what it finds is opened or sent. */
    private static final int SCANS_OF_A_COUNT = 5;

    private static final String LOGS = """
            SELECT h.log_id, h.tier, h.last_ts, coalesce(p.min_index, 0) AS min_index,
                   EXISTS (SELECT FROM audit.audit_held_entry e WHERE e.log_id = h.log_id) AS held
              FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) LEFT JOIN audit.audit_pruned p USING (log_id)
             WHERE r.name = ? ORDER BY h.tier
            """;

    private static final String SIZE = """
            SELECT coalesce(sum(h.size), 0) FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) WHERE r.name = ?
            """;

    private final DataSource database;
    private final SubjectKeys keys;
    private final AddressHours hours;
    private final int scan;

    private TrailReader(DataSource database, SubjectKeys keys, int scan) {
        this.database = database;
        this.keys = keys;
        this.hours = new AddressHours(database, keys);
        this.scan = scan;
    }

    public static TrailReader on(DataSource database, SubjectKeys keys) {
        return new TrailReader(database, keys, SCAN);
    }

    /** @param scan entries that one search tries */
    static TrailReader on(DataSource database, SubjectKeys keys, int scan) {
        return new TrailReader(database, keys, scan);
    }

    /** How many entries the realm's logs have ever had: it changes whenever one is appended. */
    public long size(String realm) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SIZE)) {
            connection.setAutoCommit(true);
            select.setString(1, realm);
            ResultSet row = select.executeQuery();
            row.next();
            return row.getLong(1);
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    public List<EntryView> latest(String realm, int limit) {
        return page(realm, TrailFilter.all(), null, limit);
    }

    /**
     * A page of a realm's entries, newest first, complete however long the search takes; for people there is
     * {@link #search}.
     *
     * @param after where the page before ended ({@link Cursor#after}), or null for the first
     * @param limit at most {@link #MAX_PAGE}
     */
    public List<EntryView> page(String realm, TrailFilter filter, @Nullable Cursor after, int limit) {
        EntryPage page = search(realm, filter, after, limit);
        List<EntryView> entries = new ArrayList<>(page.entries());
        while (entries.size() < limit && page.next() != null) {
            page = search(realm, filter, page.next(), limit - entries.size());
            entries.addAll(page.entries());
        }
        return entries;
    }

    /**
     * A page of a realm's entries, newest first, as far as a bounded search finds them.
     *
     * @param after where the page before ended ({@link EntryPage#next}), or null for the first
     * @param limit at most {@link #MAX_PAGE}
     */
    public EntryPage search(String realm, TrailFilter filter, @Nullable Cursor after, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("A page has 1 to " + MAX_PAGE + " entries, not " + limit + ".");
        }
        if (filter.isOfAddresses()) {
            List<TrailFilter> parts = hours.parts(realm, filter);
            return new OpenedSearch(
                            filter, parts, (part, place, most) -> stored(realm, part, place, most), opening(realm))
                    .search(after, limit);
        }
        OpenedSearch.Rows found = stored(realm, filter, after, limit);
        return new EntryPage(open(realm, found.rows()), found.next());
    }

    private OpenedSearch.Opening opening(String realm) {
        return new OpenedSearch.Opening() {

            @Override
            public Map<Long, SubjectKey> keys(int number, Set<Long> refs) {
                return keys.find(number, refs);
            }

            @Override
            public List<EntryView> entries(List<EntryRow> rows) {
                return open(realm, rows);
            }
        };
    }

    /** What the stored rows say of the filter, which is all but addresses. */
    private OpenedSearch.Rows stored(String realm, TrailFilter filter, @Nullable Cursor after, int limit) {
        Optional<PageQuery.People> people = people(realm, filter);
        if (people.isEmpty()) {
            return new OpenedSearch.Rows(List.of(), null);
        }
        Condition unindexed = unindexed(realm, filter);
        PageQuery query = new PageQuery(filter, people.get(), unindexed, after, limit + 1, Math.max(scan, limit + 1));
        PageQuery.Found found = rows(realm, query);
        if (found.rows().size() > limit) {
            List<EntryRow> full = found.rows().subList(0, limit);
            return new OpenedSearch.Rows(full, full.get(limit - 1).place());
        }
        return new OpenedSearch.Rows(found.rows(), found.end());
    }

    /** How many entries match, up to {@link EntryCount#EXACT}. */
    public EntryCount count(String realm, TrailFilter filter) {
        if (filter.isOfAddresses()) {
            EntryPage newest = newest(realm, filter);
            return new EntryCount(newest.entries().size(), newest.next() != null);
        }
        return counted(realm, filter, EntryCount.EXACT + 1, PageQuery::count, new EntryCount(0, false));
    }

    /**
     * Matching entries by time.
     *
     * @param cut whether there may be older ones that match
     */
    record Bars(Map<Instant, Histogram.Bar> byTime, boolean cut) {}

    /** The newest that match, by time: up to {@link EntryCount#EXACT}. */
    Bars bars(String realm, TrailFilter filter, Duration width) {
        if (filter.isOfAddresses()) {
            EntryPage newest = newest(realm, filter);
            return new Bars(Histogram.byTime(newest.entries(), width), newest.next() != null);
        }
        return counted(
                realm,
                filter,
                EntryCount.EXACT,
                (query, connection, logs) -> query.bars(connection, logs, width),
                new Bars(Map.of(), false));
    }

    /** As many as one request opens. */
    private EntryPage newest(String realm, TrailFilter filter) {
        return search(realm, filter, null, MAX_PAGE);
    }

    private interface Counting<T> {
        T count(PageQuery query, Connection connection, List<RealmLog> logs) throws SQLException;
    }

    private <T> T counted(String realm, TrailFilter filter, int limit, Counting<T> counting, T nothing) {
        Optional<PageQuery.People> people = people(realm, filter);
        if (people.isEmpty()) {
            return nothing;
        }
        Condition unindexed = unindexed(realm, filter);
        PageQuery query = new PageQuery(filter, people.get(), unindexed, null, limit, scan * SCANS_OF_A_COUNT);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            List<RealmLog> logs = logs(connection, realm);
            return logs.isEmpty() ? nothing : counting.count(query, connection, logs);
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    /** One entry, by its log's tier and its place in that log; empty when it does not exist or is no longer kept. */
    public Optional<EntryView> find(String realm, Tier tier, long index) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            Optional<Places> places = Places.find(connection, realm, tier, index, index + 1);
            List<EntryRow> rows = places.isPresent() ? places.get().entry(connection, index) : List.of();
            return open(realm, rows).stream().findFirst();
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    /** What is left out because of somebody the trail knows nothing of leaves nothing out. */
    private Condition unindexed(String realm, TrailFilter filter) {
        List<CustomActivity> custom = custom(realm, filter);
        Condition condition = Condition.unindexed(filter, custom);
        for (TrailFilter left : filter.without()) {
            if (!left.isOfActivities() && !left.isOfAddresses()) {
                people(realm, left).ifPresent(people -> condition.not(left, people, custom));
            }
        }
        return condition;
    }

    /** Empty when the trail knows nothing of one of the people: nothing can match then. */
    private Optional<PageQuery.People> people(String realm, TrailFilter filter) {
        Long person = ref(realm, filter.person());
        Long actor = ref(realm, filter.actor());
        Long target = ref(realm, filter.target());
        boolean allKnown = (filter.person() == null || person != null)
                && (filter.actor() == null || actor != null)
                && (filter.target() == null || target != null);
        return allKnown ? Optional.of(new PageQuery.People(person, actor, target)) : Optional.empty();
    }

    private @Nullable Long ref(String realm, @Nullable UUID person) {
        return person == null ? null : keys.findRef(realm, person).orElse(null);
    }

    /** Every activity the realm ever defined for itself, by code; filters and entries may name any of them. */
    public List<CustomActivity> customActivities(String realm) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return CustomActivities.of(connection, realm);
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    private List<CustomActivity> custom(String realm, TrailFilter filter) {
        return filter.namesOwnActivities() ? customActivities(realm) : List.of();
    }

    private PageQuery.Found rows(String realm, PageQuery query) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            List<RealmLog> logs = logs(connection, realm);
            return logs.isEmpty() ? new PageQuery.Found(List.of(), null) : query.run(connection, logs);
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    private List<EntryView> open(String realm, List<EntryRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<Long> refs = rows.stream().flatMapToLong(EntryRow::refs).boxed().collect(toSet());
        Map<Long, SubjectKey> found = keys.find(rows.get(0).head().realm(), refs);
        boolean custom = rows.stream().anyMatch(row -> row.head().type() >= CustomActivity.FIRST_ID);
        EntryOpener opener = new EntryOpener(realm, found, custom ? customActivities(realm) : List.of());
        return rows.stream().map(opener::open).toList();
    }

    private static List<RealmLog> logs(Connection connection, String realm) throws SQLException {
        List<RealmLog> logs = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(LOGS)) {
            select.setString(1, realm);
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                OffsetDateTime lastEntry = rows.getObject("last_ts", OffsetDateTime.class);
                logs.add(new RealmLog(
                        rows.getInt("log_id"),
                        Tier.byId(rows.getInt("tier")).orElseThrow(),
                        lastEntry == null ? null : lastEntry.toInstant(),
                        rows.getLong("min_index"),
                        rows.getBoolean("held")));
            }
        }
        return logs;
    }

    /**
     * One of the realm's logs.
     *
     * @param lastEntry when its last entry was appended; null while it has none
     * @param minIndex the first entry that is kept; before it there are at most held ones
     */
    record RealmLog(int id, Tier tier, @Nullable Instant lastEntry, long minIndex, boolean held) {}
}
