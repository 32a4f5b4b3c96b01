package org.gatehouse.audit.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.publish.LogKeys;
import org.gatehouse.audit.retention.ExpiryReport.Broken;
import org.gatehouse.audit.retention.ExpiryReport.Dropped;
import org.gatehouse.audit.trail.AuditTrail;

/**
 * Drops the months whose time has come. A month goes in three steps, each of which may be the last before a crash: the trail
 * says what it loses ({@code log.pruned}, one entry for each log, in one transaction with what is held and where the log
 * begins now), the table is detached beside its readers, the table is dropped. One node at a time.
 */
public final class Expiry {

    /** How long a step waits for somebody who reads; then the next run goes on where this one stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** "Gatehous" in ASCII, plus one: the trail's other lock is for making months. */
    private static final long ADVISORY_LOCK = 0x4761_7465_686f_7574L;

    /** Could not get a lock, or was told to stop: the states of whoever lost patience. */
    private static final Set<String> IMPATIENT = Set.of("55P03", "57014");

    private final DataSource database;
    private final AuditTrail trail;
    private final LogKeys keys;
    private final Clock clock;

    private Expiry(DataSource database, AuditTrail trail, LogKeys keys, Clock clock) {
        this.database = database;
        this.trail = trail;
        this.keys = keys;
        this.clock = clock;
    }

    /** @param keyRing unwraps the keys that sign what is said of dropped entries */
    public static Expiry of(DataSource database, AuditTrail trail, KeyRing keyRing, Clock clock) {
        return new Expiry(database, trail, new LogKeys(keyRing), clock);
    }

    /**
     * Drops what is due; does nothing while another node does.
     *
     * @throws SQLException when the database does not answer; what was done so far stays done
     * @throws org.gatehouse.audit.trail.TrailUnavailableException when the trail cannot be told; nothing is dropped then
     */
    public ExpiryReport run() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            if (!locked(connection, "SELECT pg_try_advisory_lock(?)")) {
                return new ExpiryReport(List.of(), List.of(), List.of());
            }
            try {
                return run(connection);
            } finally {
                connection.setAutoCommit(true);
                locked(connection, "SELECT pg_advisory_unlock(?)");
            }
        }
    }

    private ExpiryReport run(Connection connection) throws SQLException {
        List<Dropped> dropped = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        List<Broken> broken = new ArrayList<>();
        Set<Tier> closed = EnumSet.noneOf(Tier.class); // a log loses a prefix or nothing
        Instant now = clock.instant();
        for (Month month : Month.all(connection)) {
            if (month.dueAt().isAfter(now) || closed.contains(month.tier())) {
                continue;
            }
            Pruning pruning = new Pruning(trail, keys, clock, month);
            if (month.state() == Month.State.ATTACHED && !pruning.state(connection)) {
                closed.add(month.tier());
                broken.addAll(pruning.broken());
            } else if (remove(connection, month)) {
                dropped.add(new Dropped(month.tier(), month.month(), pruning.entries(), pruning.held()));
            } else {
                waiting.add(month.table().name());
            }
        }
        return new ExpiryReport(dropped, waiting, broken);
    }

    private static boolean remove(Connection connection, Month month) throws SQLException {
        connection.setAutoCommit(true); // detaching beside readers is two transactions of its own
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + PATIENCE.toMillis());
            statement.execute("SET statement_timeout = " + PATIENCE.toMillis());
            detach(statement, month);
            statement.execute("DROP TABLE " + month.table().name());
            return true;
        } catch (SQLException ex) {
            if (IMPATIENT.contains(ex.getSQLState())) {
                return false;
            }
            throw ex;
        } finally {
            try (Statement statement = connection.createStatement()) {
                statement.execute("RESET lock_timeout");
                statement.execute("RESET statement_timeout");
            }
        }
    }

    private static void detach(Statement statement, Month month) throws SQLException {
        String detach = "ALTER TABLE " + month.table().parent() + " DETACH PARTITION "
                + month.table().name();
        switch (month.state()) {
            case ATTACHED -> statement.execute(detach + " CONCURRENTLY");
            case DETACHING -> statement.execute(detach + " FINALIZE");
            case DETACHED -> {}
        }
    }

    private static boolean locked(Connection connection, String sql) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setLong(1, ADVISORY_LOCK);
            ResultSet row = lock.executeQuery();
            return row.next() && row.getBoolean(1);
        }
    }
}
