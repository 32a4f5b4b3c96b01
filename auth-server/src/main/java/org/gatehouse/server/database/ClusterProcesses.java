package org.gatehouse.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes at work in a cluster: those of the running server, and those a crash left behind. The caller holds the
 * directory's lock, so nobody else's server can be among them.
 */
final class ClusterProcesses {

    private static final Path PROCESSES = Path.of("/proc");
    private static final int FAST_SHUTDOWN_SECONDS = 20;
    private static final int KILL_SECONDS = 5;

    private final Path cluster;
    private final String named;

    ClusterProcesses(Path cluster) throws IOException {
        this.named = cluster.toString();
        this.cluster = cluster.toRealPath();
    }

    /**
     * Ends what an earlier server left: an orphan still shutting down, a backend busy after its server was killed. A
     * pid file whose number belongs to somebody else by now is removed; any other is PostgreSQL's own to judge.
     */
    void endLeftovers() throws IOException {
        Optional<ProcessHandle> named = namedInPidFile();
        Optional<ProcessHandle> server = named.filter(this::isOurs);
        server.ifPresent(this::stopFast);
        for (ProcessHandle leftover : running()) {
            leftover.destroyForcibly();
            await(leftover, KILL_SECONDS);
        }
        if (named.isPresent() && server.isEmpty()) {
            Files.deleteIfExists(pidFile());
        }
    }

    /** Asks for a fast shutdown: transactions are rolled back, everything is written. False when that took too long. */
    boolean stopFast(ProcessHandle server) {
        return Programs.signal("INT", server.pid()) && await(server, FAST_SHUTDOWN_SECONDS);
    }

    /** The server's main process, if it lives. */
    Optional<ProcessHandle> postmaster() throws IOException {
        return namedInPidFile().filter(this::isOurs);
    }

    private Optional<ProcessHandle> namedInPidFile() throws IOException {
        if (!Files.isReadable(pidFile())) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(pidFile())) {
            return lines.findFirst()
                    .filter(line -> line.matches("\\d{1,18}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                    .filter(ProcessHandle::isAlive);
        }
    }

    private List<ProcessHandle> running() throws IOException {
        if (!Files.isDirectory(PROCESSES)) {
            return postmaster().stream().toList();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> cluster.equals(workingDirectory(process)))
                .toList();
    }

    private boolean isOurs(ProcessHandle process) {
        Path directory = workingDirectory(process);
        return directory == null ? namesCluster(process) : directory.equals(cluster);
    }

    /** All of PostgreSQL's processes work in their cluster's directory; null when the system does not tell. */
    private static @Nullable Path workingDirectory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(of(process).resolve("cwd"));
        } catch (IOException ex) {
            return null; // gone, or another user's and we may not look
        }
    }

    /** Everybody may read a command line, and the server's names its cluster. */
    private boolean namesCluster(ProcessHandle process) {
        try {
            return Files.readString(of(process).resolve("cmdline")).contains(named);
        } catch (IOException ex) {
            return process.info()
                    .commandLine()
                    .filter(line -> line.contains(named))
                    .isPresent();
        }
    }

    private static Path of(ProcessHandle process) {
        return PROCESSES.resolve(Long.toString(process.pid()));
    }

    private static boolean await(ProcessHandle process, int seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException ex) {
            return false;
        }
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }
}
