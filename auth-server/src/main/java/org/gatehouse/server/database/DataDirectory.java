package org.gatehouse.server.database;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.gatehouse.server.StartRefusedException;

/**
 * Everything this node keeps outside a database of the organisation: the embedded PostgreSQL, a generated master key,
 * log files. One process at a time; nobody but its owner may look inside.
 */
public final class DataDirectory implements AutoCloseable {

    /** A demo's data is worth nothing and protected accordingly; production never starts on it by mistake. */
    public enum Kind {
        PRODUCTION("run"),
        DEMO("demo");

        private final String command;

        Kind(String command) {
            this.command = command;
        }

        private String stored() {
            return command.equals("run") ? "production" : "demo";
        }

        private static Kind of(String stored) {
            return stored.equals("demo") ? DEMO : PRODUCTION;
        }
    }

    static final String MARKER = "gatehouse-data.properties";

    /** Raised when files in here change their place or meaning. */
    private static final String FORMAT = "1";

    private final Path path;
    private final DirectoryLock lock;

    private DataDirectory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if need be and locks it.
     *
     * @throws StartRefusedException when it is another process's, of the other kind, of another format, or no data
     *     directory at all
     */
    public static DataDirectory open(Path directory, Kind kind) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            PrivateFiles.createDirectory(path);
            refuseStrangers(path);
            DirectoryLock lock = DirectoryLock.acquire(path);
            try {
                checkOrMark(path, kind);
                closeToOthers(path);
                return new DataDirectory(path, lock);
            } catch (IOException | RuntimeException ex) {
                lock.close();
                throw ex;
            }
        } catch (IOException ex) {
            throw new StartRefusedException(
                    "The data directory %s cannot be used (%s). Let this user own it, or name another one with --data."
                            .formatted(path, ex),
                    ex);
        }
    }

    public Path path() {
        return path;
    }

    /** A file or directory of that name in here, which need not exist. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException ex) {
            throw new IllegalStateException("Cannot release " + path, ex);
        }
    }

    /** A mistyped {@code --data} must not turn somebody's home into ours: neither files nor permissions change. */
    private static void refuseStrangers(Path path) throws IOException {
        if (Files.exists(path.resolve(MARKER))) {
            return;
        }
        Set<String> ours = Set.of(DirectoryLock.FILE, MARKER + ".part"); // a crash before the marker was complete
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> strangers = entries.filter(
                            entry -> !ours.contains(entry.getFileName().toString()))
                    .toList();
            if (!strangers.isEmpty()) {
                throw new StartRefusedException(
                        "The directory %s is not empty and was not made by Gatehouse. Name another one with --data."
                                .formatted(path));
            }
        }
    }

    private static void checkOrMark(Path path, Kind kind) throws IOException {
        Path marker = path.resolve(MARKER);
        if (!Files.exists(marker)) {
            PrivateFiles.write(marker, "format=" + FORMAT + "\nkind=" + kind.stored() + "\n");
            return;
        }
        Properties found = new Properties();
        found.load(new StringReader(Files.readString(marker)));
        String format = found.getProperty("format", "unknown");
        if (!format.equals(FORMAT)) {
            throw new StartRefusedException(
                    "The data directory %s has format %s, and this Gatehouse knows format %s. Start the release that made it, or name another one with --data."
                            .formatted(path, format, FORMAT));
        }
        Kind made = Kind.of(found.getProperty("kind", ""));
        if (made != kind) {
            throw new StartRefusedException(
                    "The data directory %s was made by './gatehouse %s' and is refused by './gatehouse %s'. Name another one with --data."
                            .formatted(path, made.command, kind.command));
        }
    }

    private static void closeToOthers(Path path) throws IOException {
        if (PrivateFiles.POSIX) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (permissions.retainAll(PrivateFiles.OWNER_ONLY_DIRECTORY)) {
                Files.setPosixFilePermissions(path, permissions);
            }
        }
    }
}
