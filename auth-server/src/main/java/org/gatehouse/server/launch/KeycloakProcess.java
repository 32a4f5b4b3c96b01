package org.gatehouse.server.launch;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatehouse.server.StartRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Keycloak that ends with this process, however this process ends. */
final class KeycloakProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeycloakProcess.class);

    /** Ten seconds on a quiet machine; the first time it makes its tables. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int STOP_SECONDS = 30;

    /** Of its log, when it does not start. */
    private static final int LAST_LINES = 15;

    /**
     * Ends Keycloak when this process closes the pipe, by intent or because it is gone. Ctrl-C reaches all of a terminal's
     * processes: Keycloak waits for this one to end it, while its database is still there.
     */
    private static final String WATCHED = """
            trap '' INT HUP
            exec 3<&0
            "$@" </dev/null 3<&- &
            keycloak=$!
            { cat <&3; kill "$keycloak"; } >/dev/null 2>&1 &
            wait "$keycloak"
            """;

    private final Process process;
    private volatile boolean closing;

    private KeycloakProcess(Process process) {
        this.process = process;
    }

    /**
     * Returns when it answers at the address.
     *
     * @param output in a directory there is; it begins anew
     * @throws StartRefusedException when it does not, with what it said last
     */
    static KeycloakProcess start(
            Path home, List<String> options, Map<String, String> environment, Path output, String address) {
        KeycloakProcess keycloak = new KeycloakProcess(launch(home, options, environment, output.toFile()));
        try {
            keycloak.awaitAnswer(URI.create(address), output);
        } catch (RuntimeException ex) {
            keycloak.close();
            throw ex;
        }
        keycloak.process.onExit().thenRun(() -> keycloak.tellEnd(output));
        return keycloak;
    }

    private static Process launch(Path home, List<String> options, Map<String, String> environment, File output) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", WATCHED, "keycloak"));
        command.add(home.resolve("bin/kc.sh").toString());
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output));
        builder.environment().keySet().removeIf(name -> name.matches("(KC_|JAVA_OPTS|GATEHOUSE_|DEBUG).*"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException ex) {
            throw new StartRefusedException("Keycloak cannot be started: %s.".formatted(ex.getMessage()), ex);
        }
    }

    private void awaitAnswer(URI address, Path output) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers(http, address)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new StartRefusedException("Keycloak did not start. The last it said (all of it is in %s):\n%s"
                        .formatted(output, lastLines(output)));
            }
            pause();
        }
    }

    private static boolean answers(HttpClient http, URI address) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(ANSWER).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException ex) {
            return false;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("Interrupted while Keycloak was starting.", ex);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("Interrupted while Keycloak was starting.", ex);
        }
    }

    private static String lastLines(Path output) {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException ex) {
            return "(nothing)";
        }
    }

    private void tellEnd(Path output) {
        if (!closing) {
            log.warn("Keycloak has ended, and the demo goes on without it. The reason is in {}.", output);
        }
    }

    /** Returns when it has ended. */
    @Override
    public void close() {
        closing = true;
        List<ProcessHandle> all = process.descendants().toList();
        try {
            process.getOutputStream().close();
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException ex) {
            log.debug("Keycloak's pipe is gone", ex); // it is ended below
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
