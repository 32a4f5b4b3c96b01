package org.gatehouse.audit.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A fresh database with the trail's schema, on one PostgreSQL per JVM. */
public final class TrailDatabase {

    /** Nothing here survives a power cut anyway; the benchmark turns it on. */
    private static final String FSYNC = System.getProperty("trail.fsync", "off");

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** With the schema; the others are copies of it. */
    private static final TrailDatabase FIRST = new TrailDatabase("");

    static {
        FIRST.run(schema());
    }

    private final String name = "trail_" + COUNT.incrementAndGet();
    private final DataSource dataSource;

    private TrailDatabase(String template) {
        admin("CREATE DATABASE " + name + template);
        dataSource = SERVER.getDatabase("postgres", name);
    }

    public static TrailDatabase create() {
        return new TrailDatabase(" TEMPLATE " + FIRST.name);
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** For those who ask often enough that connecting would take the most time. */
    public HikariDataSource pool() {
        return pool(2);
    }

    public HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    public void run(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** First column of every row, as text. */
    public List<String> query(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Ends everybody's connections to this database, as a failing server would. */
    public void terminateBackends() {
        admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    /** Refuses or allows new connections. */
    public void accept(boolean connections) {
        admin("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + connections);
    }

    private static void admin(String sql) {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static int number(Path migration) {
        return Integer.parseInt(migration.getFileName().toString().replaceFirst("V([0-9]+)__.*", "$1"));
    }

    /** Every migration, in the order of its number. */
    private static String schema() {
        try (Stream<Path> scripts = Files.list(Path.of(
                TrailDatabase.class.getResource("/org/gatehouse/audit/schema").toURI()))) {
            StringBuilder sql = new StringBuilder();
            for (Path script : scripts.filter(each -> each.toString().endsWith(".sql"))
                    .sorted(Comparator.comparing(TrailDatabase::number))
                    .toList()) {
                sql.append(Files.readString(script)).append('\n');
            }
            return sql.toString();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres.Builder server = EmbeddedPostgres.builder().setServerConfig("fsync", FSYNC);
            if (FSYNC.equals("on")) { // as an organisation's server is set
                server.setServerConfig("synchronous_commit", "on")
                        .setServerConfig("shared_buffers", "1GB")
                        .setServerConfig("max_wal_size", "8GB");
            }
            return server.start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
