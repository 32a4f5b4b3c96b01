package org.gatehouse.server.realm;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Lets one node after the other bring its files into the database: two that start together would both create what
 * neither had found. Whoever dies in between lets go, because the lock is its connection's.
 */
@Component
class LoadingTurn {

    /** "realm..." in ASCII; any constant will do that nothing else locks with. */
    private static final long ADVISORY_LOCK = 0x7265_616c_6d2e_2e2eL;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(" + ADVISORY_LOCK + ")";

    /** A node with a million people to create keeps the next one waiting. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final DataSource database;

    LoadingTurn(DataSource database) {
        this.database = database;
    }

    void take(Runnable loading) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
            try (Statement statement = connection.createStatement()) {
                statement.execute(LOCK);
                loading.run();
            } finally {
                connection.rollback();
            }
        } catch (SQLException ex) {
            throw new DataAccessResourceFailureException("The database does not say whose turn it is", ex);
        }
    }
}
