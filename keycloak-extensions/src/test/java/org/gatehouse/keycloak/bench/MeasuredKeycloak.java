package org.gatehouse.keycloak.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatehouse.keycloak.RunningKeycloak;
import org.gatehouse.keycloak.trail.TrailServer;
import org.gatehouse.keycloak.trail.TrailServer.Looking;
import org.jspecify.annotations.Nullable;

/** A Keycloak as in production, on a PostgreSQL of its own, that starts and ends when it is told. */
final class MeasuredKeycloak implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final int STOP_SECONDS = 60;

    final String name;
    final HttpClient http =
            HttpClient.newBuilder().followRedirects(Redirect.NEVER).build();
    private final Path home;
    private final boolean extended;
    private final TrailServer databases;
    private final int port;
    private final long postmaster;
    private @Nullable Process process;
    private @Nullable Looking looking;

    /** @param home of its own, built for PostgreSQL */
    MeasuredKeycloak(Path home, boolean extended) throws Exception {
        this.name = extended ? "with the extensions" : "with its own events";
        this.home = home;
        this.extended = extended;
        this.databases = TrailServer.start();
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        Path cluster =
                Path.of(databases.texts("postgres", "SHOW data_directory").strip());
        this.postmaster = Long.parseLong(
                Files.readAllLines(cluster.resolve("postmaster.pid")).get(0).strip());
    }

    /** What a start took, until it answered. */
    record Start(double seconds, double cpuSeconds) {}

    Start start() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("bench.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "KC_DB_PASSWORD",
                        "postgres",
                        "TRAIL_PASSWORD",
                        "postgres",
                        "TRAIL_KEY",
                        TrailServer.key(),
                        "KC_BOOTSTRAP_ADMIN_CLIENT_ID",
                        RunningKeycloak.CLIENT,
                        "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET",
                        RunningKeycloak.CLIENT_SECRET));
        if (extended) { // to look into what is measured: a flight recorder, for instance
            builder.environment().put("JAVA_OPTS_APPEND", System.getProperty("extended.java", ""));
        }
        long begin = System.nanoTime();
        Process started = builder.start();
        process = started;
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() - begin > LONGEST_START.toNanos()) {
                throw new IllegalStateException(
                        "Keycloak did not start:\n" + Files.readString(home.resolve("bench.log")));
            }
            Thread.sleep(20); // a process of its own: there is nothing else to wait for
        }
        CpuTime used = cpu();
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Start(seconds, (used.server() + used.compilers()) / 1e3);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/kc.sh").toString(),
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname-strict=false",
                "--cache=local",
                "--db-url=" + databases.url("keycloak"),
                "--db-username=postgres"));
        if (extended) {
            command.add(TrailServer.option("trail-url", databases.url("trail")));
            command.add(TrailServer.option("trail-user", "postgres"));
            command.add(TrailServer.option("trail-password", "env:TRAIL_PASSWORD"));
            command.add(TrailServer.option("trail-key", "env:TRAIL_KEY"));
        }
        return command;
    }

    private boolean answers() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url("/realms/master")))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException ex) {
            return false;
        }
    }

    boolean isExtended() {
        return extended;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    CpuTime cpu() {
        Process script = process;
        if (script == null) {
            throw new IllegalStateException("It is not running.");
        }
        long server = script.children().findFirst().orElseThrow().pid(); // the JVM
        return CpuTime.of(server, postmaster);
    }

    /** Entries that are not in the trail yet; none where there is no trail. */
    long waiting() throws SQLException {
        return extended ? looking().waiting() : 0;
    }

    /** One connection for all looks: making one costs the database more than what is measured. */
    private Looking looking() throws SQLException {
        Looking known = looking;
        if (known == null) {
            known = databases.looking();
            looking = known;
        }
        return known;
    }

    void stop() throws InterruptedException {
        Process script = process;
        if (script != null) {
            List<ProcessHandle> all = script.descendants().toList();
            script.destroy();
            if (!script.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
                script.destroyForcibly();
            }
            process = null;
        }
    }

    @Override
    public void close() throws InterruptedException, IOException, SQLException {
        stop();
        if (looking != null) {
            looking.close();
        }
        databases.close();
    }
}
