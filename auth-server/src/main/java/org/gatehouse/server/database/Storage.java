package org.gatehouse.server.database;

import java.nio.file.Path;
import java.util.Optional;
import org.gatehouse.server.StartRefusedException;
import org.springframework.core.env.Environment;

/**
 * What must be open before the service is put together: the data directory, the master key in it, and the database. A
 * reason not to start is found here, within a second or two and with one sentence.
 */
public final class Storage implements AutoCloseable {

    private final DataDirectory data;
    private final Optional<EmbeddedPostgres> embedded;
    private final DatabaseAccess access;

    private Storage(DataDirectory data, Optional<EmbeddedPostgres> embedded, DatabaseAccess access) {
        this.data = data;
        this.embedded = embedded;
        this.access = access;
    }

    /** Uses the database the environment names, else starts the embedded one; demo data never goes to the former. */
    public static Storage open(Path directory, DataDirectory.Kind kind, Environment environment) {
        DataDirectory data = DataDirectory.open(directory, kind);
        try {
            MasterKeySource.prepare(MasterKeySource.reference(environment), data);
            boolean named = environment.containsProperty(DatabaseAccess.URL_PROPERTY);
            return named && kind == DataDirectory.Kind.PRODUCTION
                    ? external(data, DatabaseAccess.from(environment))
                    : embedded(data);
        } catch (RuntimeException ex) {
            data.close();
            throw ex;
        }
    }

    public DataDirectory data() {
        return data;
    }

    public DatabaseAccess access() {
        return access;
    }

    /**
     * A database of its own for another program that works beside the service.
     *
     * @throws StartRefusedException when the service's database is not the embedded one: there, others decide
     */
    public DatabaseAccess beside(String name) {
        return BesideDatabase.of(
                embedded.orElseThrow(() -> new StartRefusedException(
                        "Another program's database can only be made on the embedded PostgreSQL.")),
                name);
    }

    @Override
    public void close() {
        try (data) {
            embedded.ifPresent(EmbeddedPostgres::close);
        }
    }

    private static Storage external(DataDirectory data, DatabaseAccess access) {
        DatabaseCheck.of(access);
        return new Storage(data, Optional.empty(), access);
    }

    private static Storage embedded(DataDirectory data) {
        EmbeddedPostgres server = EmbeddedPostgres.start(data.path());
        return new Storage(data, Optional.of(server), server.access());
    }
}
