package org.gatehouse.keycloak.trail;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.privacy.SubjectKeys;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.audit.verify.VerifyReport;

/** A PostgreSQL with two databases: Keycloak's own, and one with the trail as auth-server makes it. */
public final class TrailServer implements AutoCloseable {

    static final String PASSWORD = "only-for-this-test";

    /** Entries that may wait. */
    static final int MAX_COUNT = 500;

    /** An entry is in the trail within a second of its commit, on a machine that has time. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String WAITING = "SELECT count(*) FROM gatehouse_trail_outbox WHERE dead_at IS NULL";

    private static final byte[] KEY = new byte[KeyRing.KEY_LENGTH];

    private static final List<String> MIGRATIONS = List.of(
            "V1__audit_trail",
            "V3__tiles_and_checkpoints",
            "V4__reported_entries",
            "V5__retention",
            "V6__erasure",
            "V7__counts",
            "V8__counts_of_refusals",
            "V9__moved_entries",
            "V10__erased_people",
            "V11__addresses",
            "V12__cosignatures");

    private final EmbeddedPostgres server;

    private TrailServer(EmbeddedPostgres server) {
        this.server = server;
    }

    public static TrailServer start() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "150")
                .start();
        TrailServer trail = new TrailServer(server);
        trail.admin("CREATE DATABASE keycloak");
        trail.admin("CREATE DATABASE trail");
        try (Connection connection = trail.trail().getConnection();
                Statement statement = connection.createStatement()) {
            for (String migration : MIGRATIONS) {
                try (InputStream in =
                        TrailServer.class.getResourceAsStream("/org/gatehouse/audit/schema/" + migration + ".sql")) {
                    statement.execute(
                            new String(Objects.requireNonNull(in, migration).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        SubjectKeys.open(trail.trail(), KeyRing.of(KEY, 1), Clock.systemUTC()).ofThisMonth("gatehouse");
        return trail;
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    public static String key() {
        return Base64.getEncoder().encodeToString(KEY);
    }

    /** As if that many entries had been written and undone. */
    void skipNumbers(int count) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", "keycloak").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT nextval(pg_get_serial_sequence('gatehouse_trail_outbox', 'seq'))"
                    + " FROM generate_series(1, " + count + ")");
        }
    }

    /** What Keycloak is started with. */
    List<String> options(Duration maxAge) {
        return List.of(
                "--db=postgres",
                "--db-url=" + url("keycloak"),
                "--db-username=postgres",
                "--db-password=postgres",
                option("trail-url", url("trail")),
                option("trail-user", "postgres"),
                option("trail-password", "env:TRAIL_PASSWORD"),
                option("trail-key", "env:TRAIL_KEY"),
                option("max-age", String.valueOf(maxAge.toSeconds())),
                option("max-count", String.valueOf(MAX_COUNT)),
                option("realms", "acme=acme-eu"));
    }

    public static String option(String name, String value) {
        return "--spi-events-listener--gatehouse-trail--" + name + "=" + value;
    }

    /** Newest first, opened. */
    List<EntryView> entries(String realm) {
        return TrailReader.on(trail(), keys()).page(realm, TrailFilter.all(), null, TrailReader.MAX_PAGE);
    }

    SubjectKeys keys() {
        return SubjectKeys.open(trail(), KeyRing.of(KEY, 1), Clock.systemUTC());
    }

    List<EntryView> entries(String realm, Activity activity) {
        return entries(realm).stream()
                .filter(entry -> entry.activity() == activity)
                .toList();
    }

    /** The newest that matches, as soon as it is there. */
    EntryView await(String realm, Activity activity, Predicate<EntryView> which) {
        List<EntryView> found = new ArrayList<>();
        awaitThat(activity.code() + " in " + realm, () -> {
            entries(realm, activity).stream().filter(which).findFirst().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** Until everything that was committed has been moved. */
    void awaitMoved() {
        awaitThat("an empty outbox", () -> waiting() == 0);
    }

    public long waiting() {
        return number("keycloak", WAITING);
    }

    public Looking looking() throws SQLException {
        return new Looking(server.getDatabase("postgres", "keycloak").getConnection());
    }

    /** Looks at the outbox, again and again. */
    public record Looking(Connection connection) implements AutoCloseable {

        public long waiting() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(WAITING)) {
                row.next();
                return row.getLong(1);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    static void awaitThat(String what, BooleanSupplier holds) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("There was no " + what);
            }
            try {
                Thread.sleep(100); // another process makes it true
            } catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    VerifyReport verify() throws SQLException {
        return TrailVerifier.verify(trail(), progress -> {});
    }

    long number(String database, String sql) {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** First column of every row, one after the other. */
    public String texts(String database, String sql) {
        StringBuilder texts = new StringBuilder();
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.append(rows.getString(1)).append('\n');
            }
            return texts.toString();
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    void takeAway(String database) {
        admin("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
        admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
    }

    void bringBack(String database) {
        admin("ALTER DATABASE " + database + " ALLOW_CONNECTIONS true");
    }

    void run(String database, String sql) {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    DataSource trail() {
        return server.getDatabase("postgres", "trail");
    }

    private void admin(String sql) {
        run("postgres", sql);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
