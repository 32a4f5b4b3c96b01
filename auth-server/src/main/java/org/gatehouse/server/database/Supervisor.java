package org.gatehouse.server.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one server running. When it dies it is started again at once on the same port, recovers by itself, and the
 * connection pools find it as if after a short network failure.
 *
 * <p>The thread that starts the server lives as long as the server: the kernel's parent-death signal fires when that
 * <em>thread</em> ends, not the process.
 */
final class Supervisor {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private static final String READY = "database system is ready to accept connections";
    private static final int FIRST_START_ATTEMPTS = 10;
    private static final int FIRST_START_MINUTES = 10; // recovery of a busy server may take a while
    private static final int PAUSE_MILLIS = 250;
    private static final int OUTPUT_END_MILLIS = 1_000;
    private static final int STOP_SECONDS = 30;

    private final List<String> command;
    private final Path directory;
    private final ClusterProcesses processes;
    private final BoundedLog output;
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Process current;
    private final Thread thread = new Thread(this::supervise, "postgres-supervisor");

    Supervisor(List<String> command, Path directory, ClusterProcesses processes, BoundedLog output) {
        this.command = command;
        this.directory = directory;
        this.processes = processes;
        this.output = output;
        this.thread.setDaemon(true);
    }

    /** Returns when the server accepts connections. */
    void start() throws IOException {
        thread.start();
        try {
            ready.get(FIRST_START_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException ex) {
            stop();
            throw new IOException("the server does not start: " + output.tail(), ex);
        } catch (InterruptedException ex) {
            stop();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ex);
        }
    }

    /** Returns when the server is gone and everything is on the disk. */
    void stop() throws IOException {
        stop.countDown();
        end(current);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(@Nullable Process started) throws IOException {
        Optional<ProcessHandle> server = processes.postmaster();
        if (server.isPresent()) {
            if (!processes.stopFast(server.get())) {
                server.get().destroyForcibly(); // what was acknowledged is on the disk; the next start recovers
            }
        } else if (started != null) {
            started.destroy(); // too young to have said who it is
        }
    }

    private void supervise() {
        for (int attempt = 1; stop.getCount() > 0; attempt++) {
            runOnce();
            if (!ready.isDone() && attempt >= FIRST_START_ATTEMPTS) {
                ready.completeExceptionally(new IOException("no success in " + attempt + " attempts"));
                return;
            }
            pause();
        }
    }

    private void runOnce() {
        try {
            processes.endLeftovers();
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            Programs.neutral(builder);
            Process process = builder.start();
            current = process;
            if (stop.getCount() == 0) {
                process.destroy(); // asked to stop between two attempts
            }
            Thread reader = new Thread(() -> read(process), "postgres-output");
            reader.setDaemon(true);
            reader.start();
            int exitCode = process.waitFor();
            reader.join(OUTPUT_END_MILLIS);
            report(exitCode);
        } catch (IOException | RuntimeException ex) { // whatever it was, the next attempt comes
            log.warn("PostgreSQL cannot be started: {}", ex.getMessage());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(int exitCode) {
        if (stop.getCount() > 0 && ready.isDone()) {
            log.warn("PostgreSQL ended with exit code {} and is started again.", exitCode);
        }
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.contains(READY)) {
                    ready.complete(null);
                }
            }
        } catch (IOException ex) {
            output.add("(output ends: " + ex.getMessage() + ")");
        }
    }

    private void pause() {
        try {
            stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
