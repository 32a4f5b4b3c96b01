package org.gatehouse.server.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.gatehouse.server.StartRefusedException;

/**
 * What a first conversation with the database tells.
 *
 * @param version as PostgreSQL writes it, for example {@code 15.4}
 * @param clockAhead how far the database's clock is ahead of ours; negative when behind
 */
public record DatabaseCheck(String version, Duration clockAhead) {

    private static final int OLDEST_MAJOR = 15;
    private static final int NUMBERS_PER_MAJOR = 10_000;

    // SQLSTATE classes and codes, PostgreSQL manual, appendix A
    private static final String LOGIN_REFUSED = "28";
    private static final String NO_SUCH_DATABASE = "3D000";

    private static final String WHO_ARE_YOU =
            "SELECT current_setting('server_version'), current_setting('server_version_num')::int, clock_timestamp()";

    /** @throws StartRefusedException when the service cannot work there: one sentence and the fix, within seconds */
    public static DatabaseCheck of(DatabaseAccess access) {
        try (Connection connection = DriverManager.getConnection(access.jdbcUrl(), access.loginProperties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHO_ARE_YOU)) {
            row.next();
            String version = row.getString(1);
            if (row.getInt(2) < OLDEST_MAJOR * NUMBERS_PER_MAJOR) {
                throw new StartRefusedException(
                        "The database at %s is PostgreSQL %s, which is too old. Use PostgreSQL %d or newer."
                                .formatted(access.jdbcUrl(), version, OLDEST_MAJOR));
            }
            Instant theirs = row.getObject(3, OffsetDateTime.class).toInstant();
            return new DatabaseCheck(version, Duration.between(Instant.now(), theirs));
        } catch (SQLException ex) {
            throw new StartRefusedException(explain(access, ex), ex);
        }
    }

    private static String explain(DatabaseAccess access, SQLException ex) {
        String state = ex.getSQLState() == null ? "" : ex.getSQLState();
        if (state.startsWith(LOGIN_REFUSED)) {
            return "The database at %s refuses user '%s' or its password. Mend GATEHOUSE_DB_USER and GATEHOUSE_DB_PASSWORD."
                    .formatted(access.jdbcUrl(), access.user());
        }
        if (state.equals(NO_SUCH_DATABASE)) {
            return "The database at %s does not exist. Create it, or mend GATEHOUSE_DB_URL."
                    .formatted(access.jdbcUrl());
        }
        return "The database at %s cannot be reached. Start it, or mend GATEHOUSE_DB_URL. (%s)"
                .formatted(access.jdbcUrl(), ex.getMessage());
    }
}
