package org.gatehouse.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.secrets.MasterKey;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Looks at a data directory as a start would find it, also while a service runs on it. Nothing is made; an embedded
 * server that rests is woken for the time of the inspection.
 */
public final class Inspection implements AutoCloseable {

    private final Path directory;
    private final Environment environment;
    private @Nullable EmbeddedPostgres woken;

    public Inspection(Path directory, Environment environment) {
        this.directory = directory.toAbsolutePath().normalize();
        this.environment = environment;
    }

    public Path directory() {
        return directory;
    }

    public boolean exists() {
        return Files.exists(directory.resolve(DataDirectory.MARKER));
    }

    /** The process id of the service at work in the directory. */
    public Optional<String> runningProcess() throws IOException {
        Path file = directory.resolve(DirectoryLock.FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String last = Files.readString(file).strip();
            DirectoryLock.acquire(directory).close();
            Files.writeString(file, last);
            return Optional.empty();
        } catch (StartRefusedException ex) {
            return Optional.of(Files.readString(file).strip());
        }
    }

    /** Who besides the owner may look into the directory, as {@code ls} writes it; empty when nobody. */
    public Optional<String> tooOpenDirectory() throws IOException {
        return tooOpen(directory, PosixFilePermissions.fromString("rwx--x---")); // x: PostgreSQL's account, under root
    }

    /** The same for the file with the master key, wherever that is. */
    public Optional<String> tooOpenMasterKey() throws IOException {
        Optional<Path> file = MasterKeySource.file(MasterKeySource.reference(environment), directory);
        return file.isPresent() && Files.exists(file.get())
                ? tooOpen(file.get(), PrivateFiles.OWNER_ONLY_FILE)
                : Optional.empty();
    }

    /** @throws StartRefusedException when a start would refuse the key */
    public void checkMasterKey(Function<String, @Nullable String> variables) {
        String reference = MasterKeySource.reference(environment);
        Optional<Path> file = MasterKeySource.file(reference, directory);
        if (!reference.isBlank() || (file.isPresent() && Files.exists(file.get()))) {
            new MasterKeySource(variables).existing(reference, directory);
        }
    }

    /**
     * Writes the trail's key, in base64, for this user only: all that another engine needs of the master key to write to
     * the same trail.
     *
     * @throws StartRefusedException when there is no usable master key
     */
    public void writeTrailKey(Path file, Function<String, @Nullable String> variables) throws IOException {
        MasterKey key = new MasterKeySource(variables).existing(MasterKeySource.reference(environment), directory);
        PrivateFiles.write(file, Base64.getEncoder().encodeToString(key.derive(MasterKey.TRAIL)));
    }

    /** How to reach the database; empty when the embedded one is not made yet. */
    public Optional<DatabaseAccess> database() throws IOException {
        if (environment.containsProperty(DatabaseAccess.URL_PROPERTY)) {
            return Optional.of(DatabaseAccess.from(environment));
        }
        Path postgres = directory.resolve("postgres");
        if (!Files.exists(Cluster.filesBelow(postgres))) {
            return Optional.empty();
        }
        if (runningProcess().isPresent()) {
            return Optional.of(EmbeddedPostgres.accessToRunning(postgres));
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(directory);
        woken = server;
        return Optional.of(server.access());
    }

    @Override
    public void close() {
        if (woken != null) {
            woken.close();
        }
    }

    private static Optional<String> tooOpen(Path path, Set<PosixFilePermission> allowed) throws IOException {
        if (!PrivateFiles.POSIX) {
            return Optional.empty();
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
        return allowed.containsAll(found) ? Optional.empty() : Optional.of(PosixFilePermissions.toString(found));
    }
}
