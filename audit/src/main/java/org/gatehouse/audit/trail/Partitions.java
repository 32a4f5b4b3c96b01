package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.schema.MonthTable;

/**
 * The monthly partitions, made ahead of time. A month is built aside and attached, which readers and writers of other
 * months do not notice; {@code CREATE TABLE … PARTITION OF} would wait for all of them.
 */
final class Partitions {

    /** Months made ahead: a quarter in which nobody may look after the service. */
    private static final int AHEAD = 3;

    /** "Gatehous" in ASCII; any constant will do as long as every node has the same. */
    private static final long ADVISORY_LOCK = 0x4761_7465_686f_7573L;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(" + ADVISORY_LOCK + ")";
    private static final String EXISTS = "SELECT 1 FROM pg_inherits WHERE inhrelid = to_regclass(?)";

    private final DataSource database;
    private final Clock clock;
    private final Set<MonthTable> known = ConcurrentHashMap.newKeySet();

    Partitions(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes sure that entries of this tier can be stored now; a look into a set when they can. */
    void prepare(Tier tier) throws SQLException {
        YearMonth month = YearMonth.now(clock.withZone(ZoneOffset.UTC));
        if (!known.contains(new MonthTable(tier, month))) {
            create(tier, month);
        }
    }

    /** After a row found no partition: somebody detached one that was there. */
    void forget() {
        known.clear();
    }

    private void create(Tier tier, YearMonth first) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(LOCK);
                for (int i = 0; i <= AHEAD; i++) {
                    createIfMissing(connection, statement, new MonthTable(tier, first.plusMonths(i)));
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        known.add(new MonthTable(tier, first));
    }

    private static void createIfMissing(Connection connection, Statement statement, MonthTable table)
            throws SQLException {
        if (exists(connection, table.name())) {
            return;
        }
        YearMonth month = table.month();
        statement.execute("CREATE TABLE " + table.name() + " (LIKE " + table.parent() + " INCLUDING ALL)");
        statement.execute("ALTER TABLE " + table.parent() + " ATTACH PARTITION " + table.name() + " FOR VALUES FROM ('"
                + month.atDay(1) + " 00:00:00Z') TO ('" + month.plusMonths(1).atDay(1) + " 00:00:00Z')");
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EXISTS)) {
            select.setString(1, name);
            return select.executeQuery().next();
        }
    }
}
