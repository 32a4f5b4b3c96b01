package org.gatehouse.audit.query;

import static java.util.stream.Collectors.toSet;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
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

    private static final String LOGS = """
            SELECT h.log_id, h.realm, h.tier FROM audit.audit_head h JOIN audit.audit_realm r USING (realm)
            WHERE r.name = ? ORDER BY h.tier
            """;

    private final DataSource database;
    private final SubjectKeys keys;

    private TrailReader(DataSource database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    public static TrailReader on(DataSource database, SubjectKeys keys) {
        return new TrailReader(database, keys);
    }

    public List<EntryView> latest(String realm, int limit) {
        return page(realm, TrailFilter.all(), null, limit);
    }

    /**
     * A page of a realm's entries, newest first.
     *
     * @param after where the page before ended ({@link Cursor#after}), or null for the first
     * @param limit at most {@link #MAX_PAGE}
     */
    public List<EntryView> page(String realm, TrailFilter filter, @Nullable Cursor after, int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("A page has 1 to " + MAX_PAGE + " entries, not " + limit + ".");
        }
        Optional<Long> person = filter.person() == null ? Optional.empty() : keys.findRef(realm, filter.person());
        if (filter.person() != null && person.isEmpty()) {
            return List.of();
        }
        return open(realm, rows(realm, new PageQuery(filter, person.orElse(null), after, limit)));
    }

    private List<EntryRow> rows(String realm, PageQuery query) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            List<RealmLog> logs = logs(connection, realm);
            return logs.isEmpty() ? List.of() : query.run(connection, logs);
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
        EntryOpener opener = new EntryOpener(realm, found);
        return rows.stream().map(opener::open).toList();
    }

    private static List<RealmLog> logs(Connection connection, String realm) throws SQLException {
        List<RealmLog> logs = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(LOGS)) {
            select.setString(1, realm);
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                logs.add(new RealmLog(
                        rows.getInt("log_id"), Tier.byId(rows.getInt("tier")).orElseThrow()));
            }
        }
        return logs;
    }

    /** One of the realm's logs. */
    record RealmLog(int id, Tier tier) {}
}
