package org.gatehouse.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.secrets.MasterKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** Where the master key comes from: the place the operator names, else a file that is made once. */
final class MasterKeySource {

    static final String FILE = "master.key";

    private static final Logger log = LoggerFactory.getLogger(MasterKeySource.class);
    private static final String VARIABLE = "GATEHOUSE_MASTER_KEY";
    private static final String FROM_ENVIRONMENT = "env:";
    private static final String FROM_FILE = "file:";

    private final Function<String, @Nullable String> environment;

    MasterKeySource(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    static String reference(Environment environment) {
        return environment.getProperty("gatehouse.master.key", "").strip();
    }

    /** @param reference {@code env:NAME}, {@code file:PATH} or nothing */
    MasterKey read(String reference, DataDirectory data, boolean demo) {
        return reference.isBlank() ? fromDataDirectory(data, demo) : parse(referenced(reference), VARIABLE);
    }

    /** The file a reference leads to; empty when it leads elsewhere. */
    static Optional<Path> file(String reference, Path data) {
        if (reference.isBlank()) {
            return Optional.of(data.resolve(FILE));
        }
        return reference.startsWith(FROM_FILE)
                ? Optional.of(Path.of(reference.substring(FROM_FILE.length())))
                : Optional.empty();
    }

    /**
     * The key there is; none is made.
     *
     * @throws StartRefusedException when there is no usable key
     */
    MasterKey existing(String reference, Path data) {
        return reference.isBlank()
                ? parse(contents(data.resolve(FILE)), data.resolve(FILE).toString())
                : parse(referenced(reference), VARIABLE);
    }

    private String referenced(String reference) {
        if (reference.startsWith(FROM_ENVIRONMENT)) {
            String value = environment.apply(reference.substring(FROM_ENVIRONMENT.length()));
            if (value == null) {
                throw new StartRefusedException(VARIABLE + " names the environment variable "
                        + reference.substring(FROM_ENVIRONMENT.length()) + ", which is not set. Set it.");
            }
            return value;
        }
        if (reference.startsWith(FROM_FILE)) {
            return contents(Path.of(reference.substring(FROM_FILE.length())));
        }
        throw new StartRefusedException( // it may be the key itself, so the message does not repeat it
                VARIABLE + " must say where the key is, not what it is. Use env:NAME or file:PATH.");
    }

    /** Before there is anything to protect: a key made later would not fit the data. */
    static void prepare(String reference, DataDirectory data) {
        Path file = data.resolve(FILE);
        if (reference.isBlank() && !Files.exists(file)) {
            generate(file, data);
        }
    }

    private static MasterKey fromDataDirectory(DataDirectory data, boolean demo) {
        prepare("", data);
        Path file = data.resolve(FILE);
        if (!demo) {
            log.warn(
                    "The master key lies beside the data it protects, in {}. Move it to where only the service reads"
                            + " it and set {}=file:PATH.",
                    file,
                    VARIABLE);
        }
        return parse(contents(file), file.toString());
    }

    private static void generate(Path file, DataDirectory data) {
        if (Files.exists(Cluster.filesBelow(data.resolve("postgres")))) {
            throw new StartRefusedException(
                    "The master key %s is gone, and without it the data in %s cannot be read. Restore it from a backup, or set %s if you moved it."
                            .formatted(file, data.path(), VARIABLE));
        }
        try {
            PrivateFiles.write(file, MasterKey.generate(new SecureRandom()).encoded());
        } catch (IOException ex) {
            throw new StartRefusedException(
                    "The master key cannot be written to %s. Make room there.".formatted(file), ex);
        }
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new StartRefusedException(
                    "The master key cannot be read from %s. Put it there, readable for this user only.".formatted(file),
                    ex);
        }
    }

    private static MasterKey parse(String text, String place) {
        try {
            return MasterKey.parse(text);
        } catch (IllegalArgumentException ex) {
            throw new StartRefusedException(
                    "%s The one given by %s is not. Make one with: openssl rand -base64 32"
                            .formatted(ex.getMessage(), place),
                    ex);
        }
    }
}
