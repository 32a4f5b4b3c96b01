package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer's own connection: kept while it works, replaced when it does not. Used by the writer's thread only. */
final class WriterConnection {

    private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);

    /** Longer than any business transaction should hold a head, short enough to serve other logs meanwhile. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    private final DataSource database;
    private final Duration maxWait;
    private @Nullable Connection connection;

    WriterConnection(DataSource database, Duration maxWait) {
        this.database = database;
        this.maxWait = maxWait;
    }

    Connection get() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = database.getConnection();
            connection = current;
            prepareOrDiscard(current);
        }
        return current;
    }

    /** False when none could be had, or the last one could not even undo its transaction. */
    boolean isOpen() {
        return connection != null;
    }

    private void prepareOrDiscard(Connection fresh) throws SQLException {
        try {
            prepare(fresh);
        } catch (SQLException ex) {
            discard();
            throw ex;
        }
    }

    /** A receipt promises durability, so this does not depend on what the server's configuration says. */
    private void prepare(Connection fresh) throws SQLException {
        fresh.setNetworkTimeout(Runnable::run, Math.toIntExact(maxWait.toMillis()));
        fresh.setAutoCommit(true);
        try (Statement statement = fresh.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            statement.execute("SET lock_timeout = " + LOCK_TIMEOUT.toMillis());
        }
        fresh.setAutoCommit(false);
    }

    /**
     * After a statement failed: whether its transaction is certainly undone, or will be. It is not where the server says that
     * none is open, because it was committed before what failed, nor where the server says nothing.
     */
    boolean isUndone() throws SQLException {
        Connection current = connection;
        return current != null
                && !current.isClosed()
                && current.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
    }

    /** Undoes the transaction; a connection that cannot even do that is given up. */
    void rollback() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException ex) {
            discard();
        }
    }

    /** Back to the pool, in order: nothing is left to write. */
    void release() {
        rollback();
        Connection sound = connection;
        connection = null;
        try {
            if (sound != null) {
                sound.close();
            }
        } catch (SQLException ex) {
            LOG.debug("Closing the writer's connection failed", ex);
        }
    }

    void discard() {
        Connection broken = connection;
        connection = null;
        try {
            if (broken != null) {
                broken.abort(Runnable::run);
                broken.close();
            }
        } catch (SQLException ex) {
            LOG.debug("Closing a broken connection failed", ex);
        }
    }
}
