package org.gatehouse.keycloak.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A secret an option names: {@code file:PATH} or {@code env:NAME}. Never the secret itself, which {@code ps} would show. */
final class SecretText {

    private SecretText() {}

    /** @throws IllegalStateException when it cannot be read; the message does not repeat it */
    static String read(String option, String reference) {
        String text = find(option, reference);
        if (text == null || text.isBlank()) {
            throw TrailSettings.refusal("finds nothing where " + option + " points");
        }
        return text.strip();
    }

    private static @Nullable String find(String option, String reference) {
        if (reference.startsWith("env:")) {
            return System.getenv(reference.substring("env:".length()));
        }
        if (reference.startsWith("file:")) {
            return ofFile(option, Path.of(reference.substring("file:".length())));
        }
        throw TrailSettings.refusal("wants " + option + " as file:PATH or env:NAME");
    }

    private static String ofFile(String option, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new IllegalStateException(
                    TrailSettings.refusal("cannot read the file of " + option).getMessage(), ex);
        }
    }
}
