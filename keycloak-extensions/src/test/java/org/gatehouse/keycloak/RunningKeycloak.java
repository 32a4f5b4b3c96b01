package org.gatehouse.keycloak;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatehouse.keycloak.clock.ClockProviderFactory;
import org.jspecify.annotations.Nullable;

/** A Keycloak of its own, with the provider jar, on loopback and in memory. Ends every process it started. */
public final class RunningKeycloak implements AutoCloseable {

    public static final String ADMIN = "gatehouse-test";
    public static final String PASSWORD = "only-for-this-test";

    /** Realms are traced; their trail is away, and may be for as long as a test takes. */
    private static final List<String> IN_MEMORY = List.of(
            "--db=dev-mem",
            "--spi-events-listener--gatehouse-trail--trail-url=jdbc:postgresql://127.0.0.1:1/away",
            "--spi-events-listener--gatehouse-trail--trail-user=nobody",
            "--spi-events-listener--gatehouse-trail--trail-password=env:TRAIL_KEY",
            "--spi-events-listener--gatehouse-trail--trail-key=env:TRAIL_KEY",
            "--spi-events-listener--gatehouse-trail--max-age=86400",
            "--spi-events-listener--gatehouse-trail--max-count=1000000");

    /** Keycloak's; the tests' own unless another is asked for: {@code -Dkeycloak.java.home=/usr/lib/jvm/…}. */
    private static final String JDK = System.getProperty("keycloak.java.home", System.getProperty("java.home"));

    /** A client of the realm master that administers, as pipelines have one. */
    public static final String CLIENT = "gatehouse-deployer";

    public static final String CLIENT_SECRET = "only-for-this-test-too";

    /** What compiles fast is better here than what runs fast: a start takes half the CPU. */
    private static final String JVM_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(600); // 10 s when quiet, minutes under load

    private final Process process;
    private final Path log;
    private final int port;
    private final int graphPort;
    private final ServerClock clock;

    private RunningKeycloak(Process process, Path log, int port, int graphPort, ServerClock clock) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.graphPort = graphPort;
        this.clock = clock;
    }

    /**
     * @param realm a document it imports while it starts; null for none
     * @param environment what the document refers to
     */
    public static RunningKeycloak start(
            Path home, Path provider, @Nullable String realm, Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("TRAIL_KEY", Base64.getEncoder().encodeToString(new byte[32]));
        return start(home, provider, realm, variables, IN_MEMORY);
    }

    /** @param options where it keeps its data, and what else differs */
    public static RunningKeycloak start(
            Path home, Path provider, @Nullable String realm, Map<String, String> environment, List<String> options)
            throws IOException, InterruptedException {
        Files.copy(
                provider,
                home.resolve("providers/gatehouse.jar"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES); // the same time of change spares a second augmentation
        ServerClock.install(home);
        int port = freePort();
        int clockPort = freePort();
        int graphPort = freePort();
        Path log = home.resolve("keycloak-test.log");
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--cache=local",
                "--spi-identity-provider-mapper--gatehouse-entra-id--graph=http://127.0.0.1:" + graphPort));
        command.addAll(options);
        Path imported = home.resolve("data/import/realm.json");
        Files.deleteIfExists(imported);
        if (realm != null) {
            Files.createDirectories(imported.getParent());
            Files.writeString(imported, realm);
            command.add("--import-realm");
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        ClockProviderFactory.PORT,
                        String.valueOf(clockPort),
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        PASSWORD,
                        "KC_BOOTSTRAP_ADMIN_CLIENT_ID",
                        CLIENT,
                        "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET",
                        CLIENT_SECRET,
                        "JAVA_OPTS_APPEND",
                        JVM_OPTIONS,
                        "JAVA_HOME",
                        JDK));
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        RunningKeycloak keycloak = new RunningKeycloak(process, log, port, graphPort, new ServerClock(clockPort));
        keycloak.awaitStart();
        return keycloak;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** Where it asks Microsoft Graph; nobody answers there but whom a test starts. */
    public int graphPort() {
        return graphPort;
    }

    /** @param ahead of the real time; whoever moves it sets it back to zero */
    public void setTime(Duration ahead) throws IOException, InterruptedException {
        clock.set(ahead);
    }

    private void awaitStart() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        while (!Files.readString(log).contains("started in")) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                String output = Files.readString(log);
                close();
                throw new IllegalStateException("Keycloak did not start:\n" + output);
            }
            Thread.sleep(200); // its log is all there is to wait for
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** kc.sh forks, so the JVM is a descendant; both are ended, by their ids. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        started.forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        started.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    /** As a power cut would end it. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        started.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        started.forEach(each -> each.onExit().join());
    }
}
