package org.gatehouse.realm.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is kept: {@code env:NAME}, {@code file:PATH}, or by the service: {@code generated}, when it made it, and
 * {@code stored}, when it was given to it.
 */
public final class SecretReference {

    private static final Pattern ENVIRONMENT = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]{0,127})");

    private static final String FILE = "file:";

    private static final String MADE_HERE = "generated";

    private static final String GIVEN_HERE = "stored";

    /** A secret is a line of text; more is a mistaken path. */
    private static final int LONGEST_FILE = 16 * 1024;

    private final String text;

    private SecretReference(String text) {
        this.text = text;
    }

    /**
     * Reads {@code env:NAME}, {@code file:PATH}, {@code generated} or {@code stored}. Empty for anything else, which may be a literal secret: callers must
     * not repeat it.
     */
    public static Optional<SecretReference> find(String text) {
        boolean file = text.startsWith(FILE)
                && !text.substring(FILE.length()).isBlank()
                && text.chars().noneMatch(Character::isISOControl);
        return file
                        || text.equals(MADE_HERE)
                        || text.equals(GIVEN_HERE)
                        || ENVIRONMENT.matcher(text).matches()
                ? Optional.of(new SecretReference(text))
                : Optional.empty();
    }

    /** The service makes the secret, shows it once and keeps no more than its hash. */
    public static SecretReference generated() {
        return new SecretReference(MADE_HERE);
    }

    /** Its value was given to the service, which keeps it encrypted and shows it to nobody but whom it is for. */
    public static SecretReference stored() {
        return new SecretReference(GIVEN_HERE);
    }

    /** Whether the service was given the secret, so that there is nothing to resolve. */
    public boolean isStored() {
        return text.equals(GIVEN_HERE);
    }

    /** Whether the service makes the secret, so that there is nothing to resolve. */
    public boolean isGenerated() {
        return text.equals(MADE_HERE);
    }

    /**
     * As {@link #find}, for text known to be a reference.
     *
     * @throws IllegalArgumentException when it is not; the message does not repeat the text
     */
    public static SecretReference parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("A secret is written env:NAME or file:PATH."));
    }

    /**
     * The secret itself, without surrounding white space.
     *
     * @param environment usually {@code System::getenv}
     * @param base the directory a relative {@code file:} path starts from
     * @throws SecretUnavailableException when it is absent, empty or unreadable
     */
    public String resolve(Function<String, @Nullable String> environment, Path base) {
        if (isGenerated()) {
            throw new SecretUnavailableException(this, "the service made it and keeps no more than its hash");
        }
        if (isStored()) {
            throw new SecretUnavailableException(this, "it was given to the service, which shows it to nobody");
        }
        String value = text.startsWith(FILE)
                ? contents(base.resolve(text.substring(FILE.length())))
                : environment.apply(text.substring("env:".length()));
        if (value == null) {
            throw new SecretUnavailableException(this, "the environment variable is not set");
        }
        if (value.isBlank()) {
            throw new SecretUnavailableException(this, "it is empty");
        }
        return value.strip();
    }

    private String contents(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > LONGEST_FILE) {
                throw new SecretUnavailableException(this, "the file is larger than 16 KiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new SecretUnavailableException(this, "the file is absent or unreadable");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretReference that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The reference as the realm file writes it, never the value. */
    @Override
    public String toString() {
        return text;
    }
}
