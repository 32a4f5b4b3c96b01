package org.gatehouse.server.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Tells who waits for whom in a server's own database, whatever else runs on the cluster. */
public final class Locks {

    private static final String WAITING = """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

    private Locks() {}

    /** Returns once so many wait for a lock; fails after ten seconds. */
    public static void awaitWaiting(TestServer server, int atLeast) {
        try (Connection connection = server.database().dataSource().getConnection()) { // a transaction sees one moment
            Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> waiting(connection) >= atLeast);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** How many wait now. */
    public static int waiting(TestServer server) {
        try (Connection connection = server.database().dataSource().getConnection()) {
            return waiting(connection);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static int waiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WAITING)) {
            row.next();
            return row.getInt(1);
        }
    }
}
