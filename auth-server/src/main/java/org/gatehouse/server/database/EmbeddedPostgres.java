package org.gatehouse.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatehouse.server.StartRefusedException;

/**
 * A real PostgreSQL of our own below a data directory: durable, reachable from this machine only, supervised, and never
 * left running when this process is gone.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final long LOG_LIMIT = 5_000_000;
    private static final String PORT_FILE = "port";

    private final DirectoryLock lock;
    private final Supervisor supervisor;
    private final Cluster cluster;
    private final int port;

    private EmbeddedPostgres(DirectoryLock lock, Supervisor supervisor, Cluster cluster, int port) {
        this.lock = lock;
        this.supervisor = supervisor;
        this.cluster = cluster;
        this.port = port;
    }

    /**
     * Returns when the server accepts connections; the first time that takes a few seconds, later hardly any.
     *
     * @param dataDirectory an existing directory; the server's files go to {@code postgres} in it
     * @throws StartRefusedException when it cannot run there, with the fix
     */
    public static EmbeddedPostgres start(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize().resolve("postgres");
        try {
            PrivateFiles.createDirectory(directory);
            DirectoryLock lock = DirectoryLock.acquire(directory);
            try {
                return start(directory, lock);
            } catch (IOException | RuntimeException ex) {
                lock.close();
                throw ex;
            }
        } catch (IOException ex) {
            throw new StartRefusedException(
                    "The embedded PostgreSQL cannot run in %s: %s. Mend that, or set GATEHOUSE_DB_URL."
                            .formatted(directory, ex.getMessage()),
                    ex);
        }
    }

    public String jdbcUrl() {
        return jdbcUrl(Cluster.DATABASE);
    }

    /** Owns the database and is no superuser. */
    public String user() {
        return Cluster.ROLE;
    }

    public String password() {
        return read(cluster::password);
    }

    public int port() {
        return port;
    }

    /** Stops the server: transactions under way are rolled back, everything committed is on the disk. */
    @Override
    public void close() {
        try (lock) {
            supervisor.stop();
        } catch (IOException ex) {
            throw new IllegalStateException("The embedded PostgreSQL did not stop cleanly", ex);
        }
    }

    DatabaseAccess access() {
        return new DatabaseAccess(jdbcUrl(), user(), password());
    }

    /** For a look from another process at a server somebody else supervises. */
    static DatabaseAccess accessToRunning(Path directory) throws IOException {
        int port =
                Integer.parseInt(Files.readString(directory.resolve(PORT_FILE)).strip());
        return new DatabaseAccess(jdbcUrl(port, Cluster.DATABASE), Cluster.ROLE, Cluster.password(directory));
    }

    String jdbcUrl(String database) {
        return jdbcUrl(port, database);
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    DatabaseAccess superuser(String database) {
        return new DatabaseAccess(jdbcUrl(database), Cluster.SUPERUSER, read(cluster::superuserPassword));
    }

    private static EmbeddedPostgres start(Path directory, DirectoryLock lock) throws IOException {
        Cluster cluster = Cluster.prepare(directory);
        int port = Ports.remembered(directory.resolve(PORT_FILE));
        Supervisor supervisor = new Supervisor(
                cluster.serverCommand(ServerSettings.arguments(cluster.files(), port)),
                directory,
                new ClusterProcesses(cluster.files()),
                new BoundedLog(directory.resolve("postgres.log"), LOG_LIMIT));
        supervisor.start();
        return new EmbeddedPostgres(lock, supervisor, cluster, port);
    }

    private static String read(PasswordFile file) {
        try {
            return file.read();
        } catch (IOException ex) {
            throw new StartRefusedException(
                    "The password of the embedded PostgreSQL cannot be read: " + ex.getMessage()
                            + ". Restore that file from a backup.",
                    ex);
        }
    }

    @FunctionalInterface
    private interface PasswordFile {
        String read() throws IOException;
    }
}
