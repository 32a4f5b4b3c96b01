package org.gatehouse.server.database;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.gatehouse.server.StartRefusedException;

/**
 * A database of another program on the embedded server, with a role of the same name that owns it. In the service's own
 * database that role may read and change nothing, though it could connect: no right to anything there is everybody's.
 */
final class BesideDatabase {

    private static final int PASSWORD_BYTES = 24;

    private BesideDatabase() {}

    /** Makes both if need be; the role has another password after each call. */
    static DatabaseAccess of(EmbeddedPostgres server, String name) {
        if (!name.matches("[a-z]{1,30}")) {
            throw new IllegalArgumentException("No name of a database: " + name);
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        try (Connection connection = server.superuser("postgres").dataSource().getConnection()) {
            connection.setAutoCommit(true); // CREATE DATABASE knows no transaction
            prepare(connection, name, password);
        } catch (SQLException ex) {
            throw new StartRefusedException(
                    "The database '%s' cannot be made: %s.".formatted(name, ex.getMessage()), ex);
        }
        return new DatabaseAccess(server.jdbcUrl(name), name, password);
    }

    private static void prepare(Connection connection, String name, String password) throws SQLException {
        boolean isNew = !exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name);
        try (Statement statement = connection.createStatement()) {
            statement.execute((isNew ? "CREATE" : "ALTER") + " ROLE " + name + " LOGIN PASSWORD '" + password + "'");
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            }
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, name);
            return select.executeQuery().next();
        }
    }
}
