package org.gatehouse.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.gatehouse.server.StartRefusedException;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A database of its own on a real PostgreSQL, for one test or test class. One server serves the whole JVM; its files stay
 * below {@code target}, so that only the first run after a clean build waits for it to be made.
 */
public final class TestDatabase {

    private static final int PARALLEL_RUNS = 4;
    private static final String PREFIX = "test_";

    private final String jdbcUrl;
    private final DatabaseAccess access;

    private TestDatabase(DatabaseAccess access) {
        this.jdbcUrl = access.jdbcUrl();
        this.access = access;
    }

    /** As a service makes it that starts for the first time: the migrations are applied once, and copied. */
    public static TestDatabase fresh() {
        return Migrated.ONCE.copy();
    }

    /** Before any migration. */
    static TestDatabase empty() {
        return create("");
    }

    /** As it is now: what a backup of this moment would bring back. Nobody may be connected. */
    public TestDatabase copy() {
        return create(
                " TEMPLATE " + jdbcUrl.substring(jdbcUrl.lastIndexOf(PREFIX)).replaceFirst("\\?.*", ""));
    }

    private static TestDatabase create(String template) {
        String name = PREFIX + UUID.randomUUID().toString().replace("-", "");
        QuickPostgres server = Server.RUNNING;
        asSuperuser(server, "CREATE DATABASE " + name + " OWNER " + Cluster.ROLE + template);
        return new TestDatabase(server.access(name));
    }

    public String jdbcUrl() {
        return jdbcUrl;
    }

    public String user() {
        return access.user();
    }

    public String password() {
        return access.password();
    }

    /** Without a pool: each connection is a new one. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(user());
        source.setPassword(password());
        return source;
    }

    /** For a test with a Spring context: this database, and a data directory of its own. */
    public void register(DynamicPropertyRegistry registry) {
        registry.add("gatehouse.db.url", this::jdbcUrl);
        registry.add("gatehouse.db.user", this::user);
        registry.add("gatehouse.db.password", this::password);
        Path data = temporaryDirectory();
        registry.add("gatehouse.data-directory", data::toString);
    }

    private static Path temporaryDirectory() {
        try {
            Path directory = Files.createTempDirectory("gatehouse-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteQuietly(directory)));
            return directory;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void deleteQuietly(Path directory) {
        try {
            PrivateFiles.deleteTree(directory);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void asSuperuser(QuickPostgres server, String sql) {
        try (Connection connection = superuser(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Connection superuser(QuickPostgres server) throws SQLException {
        DatabaseAccess access = server.superuser();
        return DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
    }

    private static final class Migrated {

        private static final TestDatabase ONCE = empty();

        static {
            Migrations.apply(ONCE.access, Migrations.STEPS);
        }
    }

    private static final class Server {

        private static final QuickPostgres RUNNING = start();

        private static QuickPostgres start() {
            QuickPostgres server = startFirstFree();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            leftFromEarlierRuns(server).forEach(name -> asSuperuser(server, "DROP DATABASE " + name));
            return server;
        }

        private static QuickPostgres startFirstFree() {
            for (int i = 1; ; i++) {
                try {
                    Path directory = Path.of("target", "test-database-" + i);
                    Files.createDirectories(directory);
                    return QuickPostgres.start(directory);
                } catch (StartRefusedException ex) {
                    if (i == PARALLEL_RUNS) {
                        throw ex;
                    }
                } catch (IOException ex) {
                    throw new UncheckedIOException(ex);
                }
            }
        }

        private static List<String> leftFromEarlierRuns(QuickPostgres server) {
            List<String> names = new ArrayList<>();
            try (Connection connection = superuser(server);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT datname FROM pg_database WHERE starts_with(datname, '" + PREFIX + "')")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            } catch (SQLException ex) {
                throw new IllegalStateException(ex);
            }
            return names;
        }
    }
}
