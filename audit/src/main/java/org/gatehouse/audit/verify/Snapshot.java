package org.gatehouse.audit.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** One state of the database, seen by many connections. */
final class Snapshot implements AutoCloseable {

    private final DataSource database;
    private final Connection connection;
    private final String id;

    private Snapshot(DataSource database, Connection connection, String id) {
        this.database = database;
        this.connection = connection;
        this.id = id;
    }

    static Snapshot take(DataSource database) throws SQLException {
        Connection connection = begin(database);
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()");
            row.next();
            return new Snapshot(database, connection, row.getString(1));
        } catch (SQLException ex) {
            end(connection);
            throw ex;
        }
    }

    /** The first connection; the snapshot lives as long as it does. */
    Connection connection() {
        return connection;
    }

    /** Another connection that sees the same. */
    Connection another() throws SQLException {
        Connection other = begin(database);
        try (Statement statement = other.createStatement()) {
            statement.execute("SET TRANSACTION SNAPSHOT '" + id + "'");
            return other;
        } catch (SQLException ex) {
            end(other);
            throw ex;
        }
    }

    static void end(Connection connection) throws SQLException {
        try (connection) {
            connection.rollback(); // a pool resets the rest
        }
    }

    @Override
    public void close() throws SQLException {
        end(connection);
    }

    private static Connection begin(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        return connection;
    }
}
