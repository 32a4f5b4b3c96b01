package org.gatehouse.audit.testing;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.joining;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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

    private final String name = "trail_" + COUNT.incrementAndGet();
    private final DataSource dataSource;

    private TrailDatabase() {
        try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
        dataSource = SERVER.getDatabase("postgres", name);
        run(schema());
    }

    public static TrailDatabase create() {
        return new TrailDatabase();
    }

    public DataSource dataSource() {
        return dataSource;
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

    /** All migrations, in the order of their versions. */
    private static String schema() {
        Path directory = Path.of("src/main/resources/org/gatehouse/audit/schema");
        try (Stream<Path> migrations = Files.list(directory)) {
            return migrations
                    .sorted(comparingInt(TrailDatabase::version))
                    .map(TrailDatabase::text)
                    .collect(joining("\n"));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static int version(Path migration) {
        String name = migration.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setServerConfig("fsync", FSYNC).start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
