package org.gatehouse.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.gatehouse.server.StartRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    private static final String BINARIES = "binaries-18.6.0";

    @TempDir
    private static Path shared;

    @TempDir
    private Path data;

    /** Unpacking takes longer than all the rest; one test does it on its own. */
    @BeforeAll
    static void unpackOnce() throws Exception {
        ServerBinaries.unpackInto(shared);
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @BeforeEach
    void useUnpackedBinaries() throws Exception {
        useUnpackedBinaries(data);
    }

    @AfterEach
    void unlink() throws Exception {
        PrivateFiles.deleteTree(data.resolve("postgres").resolve(BINARIES)); // a link, or the one really unpacked
        Files.deleteIfExists(data.resolve("closed/data/postgres").resolve(BINARIES));
    }

    private static void useUnpackedBinaries(Path data) throws IOException {
        Path postgres = Files.createDirectories(data.resolve("postgres"));
        Files.createSymbolicLink(postgres.resolve(BINARIES), shared.resolve(BINARIES));
    }

    @Test
    void keepsDataAndPortAcrossStartsAndIsDurable() throws Exception {
        int port;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data)) {
            port = server.port();
            run(server, "CREATE TABLE kept (id int)");
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "SELECT current_setting('is_superuser')")).isEqualTo("off");
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data)) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(ask(server, "SELECT count(*) FROM kept")).isEqualTo("0");
        }
        assertThat(data.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
    }

    @Test
    void keepsPasswordsFromOtherEyesAndRefusesWrongOnes() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data)) {
            for (String file : new String[] {"password", "superuser-password"}) {
                assertThat(Files.getPosixFilePermissions(
                                data.resolve("postgres").resolve(file)))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
            assertThat(data.resolve("postgres/password.once")).doesNotExist();
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void isStartedAgainOnTheSamePortWhenItDies() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data)) {
            run(server, "CREATE TABLE kept (id int)");

            assertThat(postmaster().destroyForcibly()).isTrue();

            await().atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(ask(server, "SELECT count(*) FROM kept")).isEqualTo("0"));
        }
    }

    @Test
    void recoversFromACrashAtAnyStepOfTheFirstStart() throws Exception {
        Path postgres = data.resolve("postgres");
        Files.delete(postgres.resolve(BINARIES));
        Files.createDirectories(postgres.resolve(BINARIES + ".part/bin"));
        Files.writeString(postgres.resolve(BINARIES + ".part/bin/postgres"), "half");
        Files.createDirectories(postgres.resolve("cluster.part/base"));
        Files.writeString(postgres.resolve("password.part"), "half");

        try (EmbeddedPostgres server = EmbeddedPostgres.start(data)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void ignoresAPidFileWhoseNumberBelongsToSomebodyElse() throws Exception {
        EmbeddedPostgres.start(data).close();
        Path pidFile = data.resolve("postgres/cluster/postmaster.pid");
        Files.writeString(
                pidFile, ProcessHandle.current().pid() + "\n" + data + "\n1\n5432\n\n127.0.0.1\n0 0\nready\n");

        try (EmbeddedPostgres server = EmbeddedPostgres.start(data)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesAClusterOfAnotherMajorVersion() throws Exception {
        Path cluster = Files.createDirectories(data.resolve("postgres/cluster"));
        Files.writeString(cluster.resolve("PG_VERSION"), "15\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(data))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("made by PostgreSQL 15")
                .hasMessageContaining("GATEHOUSE_DB_URL");
    }

    @Test
    void worksBelowADirectoryOnlyItsOwnerMayEnter() throws Exception {
        Path closed = Files.createDirectory(
                data.resolve("closed"), PosixFilePermissions.asFileAttribute(PrivateFiles.OWNER_ONLY_DIRECTORY));
        Path inside = Files.createDirectory(closed.resolve("data"));
        useUnpackedBinaries(inside);

        try (EmbeddedPostgres server = EmbeddedPostgres.start(inside)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
        assertThat(Files.getPosixFilePermissions(closed)).isEqualTo(PrivateFiles.OWNER_ONLY_DIRECTORY);
    }

    @Test
    void refusesASecondStartOnTheSameDirectory() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(data))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void diesWithTheProcessThatStartedIt() throws Exception {
        Process other = start(data, "started");
        long postmaster = postmaster().pid();

        other.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(15))
                .until(() -> ProcessHandle.of(postmaster)
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
    }

    /** A second JVM that starts a server, says so, and waits to be killed. */
    private static Process start(Path data, String word) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        data.toString(),
                        word)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo(word);
        return process;
    }

    static final class Holder {
        public static void main(String[] args) throws InterruptedException {
            EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(args[0]));
            System.out.println(server.port() > 0 ? args[1] : "");
            Thread.currentThread().join();
        }
    }

    private ProcessHandle postmaster() throws IOException {
        return new ClusterProcesses(data.resolve("postgres/cluster"))
                .postmaster()
                .orElseThrow();
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
