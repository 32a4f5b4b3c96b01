package org.gatehouse.audit.query;

import static java.util.stream.Collectors.toSet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.gatehouse.audit.catalogue.CustomActivities;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.privacy.SubjectKeys;

/**
 * Reads one realm's logs forward, each by its index. Indexes of a log have no gaps, so whoever knows the next index of each
 * log has missed nothing before it.
 */
public final class TrailFeed {

    private static final String LOGS = """
            SELECT h.tier, coalesce(p.min_index, 0) AS min_index
              FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) LEFT JOIN audit.audit_pruned p USING (log_id)
             WHERE r.name = ? ORDER BY h.tier
            """;

    private static final String SETTLE =
            "SELECT 1 FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) WHERE r.name = ? FOR SHARE OF h";

    private final DataSource database;
    private final SubjectKeys keys;

    private TrailFeed(DataSource database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    public static TrailFeed on(DataSource database, SubjectKeys keys) {
        return new TrailFeed(database, keys);
    }

    /**
     * One of the realm's logs.
     *
     * @param keptFrom the first index that is still kept
     */
    public record Log(Tier tier, long keptFrom) {}

    /**
     * An entry with the bytes its leaf hash is over.
     *
     * @param entry {@code head ‖ detail}; people are in it as hashes of what is sealed
     */
    public record FedEntry(EntryView view, byte[] entry) {}

    /** The realm's logs, by tier. */
    public List<Log> logs(String realm) {
        return ask(LOGS, select -> select.setString(1, realm), rows -> {
            List<Log> logs = new ArrayList<>();
            while (rows.next()) {
                logs.add(new Log(Tier.byId(rows.getInt("tier")).orElseThrow(), rows.getLong("min_index")));
            }
            return logs;
        });
    }

    /**
     * Returns when whatever was being written into the realm's logs is committed or undone: entries with a time before
     * this call are then all there to be read.
     */
    public void settle(String realm) {
        ask(SETTLE, select -> select.setString(1, realm), ResultSet::next);
    }

    /**
     * The entries of a log from an index up to another, exclusive, in their order.
     *
     * @throws BrokenLogException when one between them is not there
     */
    public List<FedEntry> read(String realm, Tier tier, long from, long until) {
        if (until - from > TrailReader.MAX_PAGE) {
            throw new IllegalArgumentException("A page has at most " + TrailReader.MAX_PAGE + " entries.");
        }
        if (until <= from) {
            return List.of();
        }
        List<Stored> stored = stored(realm, tier, from, until);
        for (int i = 0; i < until - from; i++) {
            if (i >= stored.size() || stored.get(i).row().index() != from + i) {
                throw new BrokenLogException(realm + "/" + tier, from + i);
            }
        }
        return open(realm, stored);
    }

    /** An entry that must be there is not. */
    public static final class BrokenLogException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BrokenLogException(String log, long index) {
            super("Entry " + index + " of " + log + " is not there; verify the trail.");
        }
    }

    private record Stored(EntryRow row, byte[] entry) {}

    private List<Stored> stored(String realm, Tier tier, long from, long until) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            Optional<Places> places = Places.find(connection, realm, tier, from, until);
            if (places.isEmpty()) {
                return List.of();
            }
            Condition read = places.get()
                    .kept("idx, head, detail, seal_actor, seal_target")
                    .and(" AND idx >= ?", from)
                    .and(" AND idx < ?", until)
                    .add(" ORDER BY ts LIMIT " + (until - from));
            try (PreparedStatement select = read.prepare(connection)) {
                return rows(select.executeQuery());
            }
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    private static List<Stored> rows(ResultSet rows) throws SQLException {
        List<Stored> stored = new ArrayList<>();
        while (rows.next()) {
            ByteArrayOutputStream entry = new ByteArrayOutputStream();
            entry.writeBytes(rows.getBytes("head"));
            entry.writeBytes(rows.getString("detail").getBytes(StandardCharsets.UTF_8));
            stored.add(new Stored(EntryRow.read(rows), entry.toByteArray()));
        }
        return stored;
    }

    private List<FedEntry> open(String realm, List<Stored> stored) {
        Set<Long> refs =
                stored.stream().flatMapToLong(each -> each.row().refs()).boxed().collect(toSet());
        int number = stored.get(0).row().head().realm();
        EntryOpener opener = new EntryOpener(realm, keys.find(number, refs), custom(realm));
        return stored.stream()
                .map(each -> new FedEntry(opener.open(each.row()), each.entry()))
                .toList();
    }

    private List<CustomActivity> custom(String realm) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            return CustomActivities.of(connection, realm);
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    private <T> T ask(String sql, Binding binding, Reading<T> reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            connection.setAutoCommit(true);
            binding.to(select);
            return reading.of(select.executeQuery());
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    private interface Binding {
        void to(PreparedStatement select) throws SQLException;
    }

    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }
}
