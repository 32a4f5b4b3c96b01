package org.gatehouse.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gatehouse.server.Gatehouse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as its operator meets it: a process with options, an exit code and signals. */
public final class ServiceProcess implements Site, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** For a short life: what compiles fast is better than what runs fast. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m", "-Djdk.reflect.useNativeAccessorOnly=true");

    private final Process process;
    private final Path errors;
    private final CompletableFuture<String> firstLine;

    private ServiceProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.firstLine = CompletableFuture.supplyAsync(() -> firstLine(process), task -> {
            Thread reader = new Thread(task, "ready-line");
            reader.setDaemon(true);
            reader.start();
        });
    }

    /**
     * Starts the service and returns at once. A process that is left when this JVM ends is killed.
     *
     * @param errors where standard error goes; what is there stays
     * @param environment in addition to this JVM's, of which no {@code GATEHOUSE_} variable is passed on
     */
    public static ServiceProcess start(Path errors, Map<String, String> environment, List<String> arguments) {
        return start(Gatehouse.class, JVM_OPTIONS, errors, environment, arguments);
    }

    /** The same with other options for the JVM, or another program that says in a line of JSON that it is ready. */
    public static ServiceProcess start(
            Class<?> program,
            List<String> options,
            Path errors,
            Map<String, String> environment,
            List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ServiceProcess(process, errors);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Waits for the line of JSON that says the service is ready. */
    public JsonNode ready() {
        String line =
                firstLine.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(line).as("the ready line; errors: %s", errors()).isNotEmpty();
        return JsonMapper.shared().readTree(line);
    }

    /** Waits for that line no longer than this. */
    public boolean isReadyWithin(Duration patience) {
        try {
            return !firstLine.get(patience.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
        } catch (TimeoutException ex) {
            return false;
        } catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public URI uri(String path) {
        return URI.create(ready().get("baseUrl").asString() + path);
    }

    public Process process() {
        return process;
    }

    public int exitCode() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("the end of the process")
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    /** What was written to standard error so far. */
    public String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Kills it, as {@code kill -9} does. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Asks it to end, and waits. */
    @Override
    public void close() {
        process.toHandle().destroy(); // SIGTERM; Process.destroy() would close the streams as well
        exitCode();
    }

    private static String firstLine(Process process) {
        try {
            return Objects.requireNonNullElse(process.inputReader().readLine(), "");
        } catch (IOException ex) {
            return ""; // killed meanwhile
        }
    }
}
