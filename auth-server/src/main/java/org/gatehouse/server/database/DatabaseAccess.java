package org.gatehouse.server.database;

import java.util.Properties;
import javax.sql.DataSource;
import org.gatehouse.server.StartRefusedException;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How to reach the database. Its text form never shows the password.
 *
 * @param jdbcUrl without user and password
 */
public record DatabaseAccess(String jdbcUrl, String user, String password) {

    /** Also what {@code GATEHOUSE_DB_URL} sets. */
    public static final String URL_PROPERTY = "gatehouse.db.url";

    public static final String USER_PROPERTY = "gatehouse.db.user";
    public static final String PASSWORD_PROPERTY = "gatehouse.db.password";

    private static final String JDBC = "jdbc:postgresql://";
    private static final String PLAIN = "postgres(ql)?://";
    private static final int CONNECT_SECONDS = 5;

    /** Longer than any statement of ours, shorter than a person's patience with a server that went silent. */
    private static final int SILENCE_SECONDS = 60;

    /** @throws StartRefusedException when the URL is not one of PostgreSQL's */
    public static DatabaseAccess from(Environment environment) {
        String url = environment.getProperty(URL_PROPERTY, "").strip().replaceFirst("^" + PLAIN, JDBC);
        if (!url.startsWith(JDBC) || url.substring(JDBC.length()).contains("@")) {
            throw new StartRefusedException(
                    "GATEHOUSE_DB_URL is not the address of a PostgreSQL. Write jdbc:postgresql://HOST:5432/DATABASE and"
                            + " give the credentials in GATEHOUSE_DB_USER and GATEHOUSE_DB_PASSWORD.");
        }
        return new DatabaseAccess(
                url, environment.getProperty(USER_PROPERTY, ""), environment.getProperty(PASSWORD_PROPERTY, ""));
    }

    /** For the driver; what the URL itself says wins. */
    Properties driverProperties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "gatehouse");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(SILENCE_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /** For one connection without a pool, which must be there soon or not at all. */
    Properties loginProperties() {
        Properties properties = driverProperties();
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        properties.setProperty("password", password);
        return properties;
    }

    /** Without a pool, for the one connection of a command. */
    public DataSource dataSource() {
        return new DriverManagerDataSource(jdbcUrl, loginProperties());
    }

    @Override
    public String toString() {
        return "DatabaseAccess[" + jdbcUrl + ", user=" + user + "]";
    }
}
