package org.gatehouse.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The product's own PostgreSQL for tests: it waits for no disk, so that what it acknowledged outlives the end of every
 * process and only not a loss of power. Services that are processes of their own run the one that waits.
 */
public final class QuickPostgres implements AutoCloseable {

    /** Set to true by benchmarks: what is measured waits for the disk as in production. */
    public static final String DURABLE = "postgres.durable";

    private static final long LOG_LIMIT = 5_000_000;

    private static final List<String> WAITING_FOR_NO_DISK =
            List.of("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_wal_size=2GB");

    /** The services of a dozen tests live beside each other, with two pools each. */
    private static final List<String> MANY_SERVICES = List.of("-c", "max_connections=400");

    private final DirectoryLock lock;
    private final Supervisor supervisor;
    private final Cluster cluster;
    private final int port;

    private QuickPostgres(DirectoryLock lock, Supervisor supervisor, Cluster cluster, int port) {
        this.lock = lock;
        this.supervisor = supervisor;
        this.cluster = cluster;
        this.port = port;
    }

    /** @throws org.gatehouse.server.StartRefusedException when another process uses the directory */
    static QuickPostgres start(Path directory) throws IOException {
        Path files = directory.toAbsolutePath().normalize().resolve("postgres");
        PrivateFiles.createDirectory(files);
        DirectoryLock lock = DirectoryLock.acquire(files);
        Cluster cluster = Cluster.prepare(files);
        int port = Ports.remembered(files.resolve("port"));
        Supervisor supervisor = new Supervisor(
                command(cluster, port),
                files,
                new ClusterProcesses(cluster.files()),
                new BoundedLog(files.resolve("postgres.log"), LOG_LIMIT));
        supervisor.start();
        return new QuickPostgres(lock, supervisor, cluster, port);
    }

    private static List<String> command(Cluster cluster, int port) {
        List<String> settings = new ArrayList<>(ServerSettings.arguments(cluster.files(), port));
        if (!Boolean.getBoolean(DURABLE)) {
            settings.addAll(WAITING_FOR_NO_DISK); // the last one said holds
            settings.addAll(MANY_SERVICES);
        }
        return cluster.serverCommand(settings);
    }

    DatabaseAccess access(String database) {
        return access(database, Cluster.ROLE, cluster::password);
    }

    DatabaseAccess superuser() {
        return access("postgres", Cluster.SUPERUSER, cluster::superuserPassword);
    }

    @Override
    public void close() {
        try (lock) {
            supervisor.stop();
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private DatabaseAccess access(String database, String user, PasswordFile password) {
        try {
            return new DatabaseAccess("jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, password.read());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private interface PasswordFile {
        String read() throws IOException;
    }
}
