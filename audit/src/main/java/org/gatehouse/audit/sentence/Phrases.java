package org.gatehouse.audit.sentence;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** One language's templates. */
final class Phrases {

    private final String language;
    private final Properties templates;

    private Phrases(String language, Properties templates) {
        this.language = language;
        this.templates = templates;
    }

    static Phrases load(String language) {
        String file = "sentences_" + language + ".properties";
        try (InputStream in = Phrases.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            Properties templates = new Properties();
            templates.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new Phrases(language, templates);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    String language() {
        return language;
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(templates.getProperty(key));
    }

    String get(String key) {
        return find(key).orElseThrow(() -> new IllegalStateException("No sentence for " + key));
    }

    Set<String> keys() {
        return templates.stringPropertyNames();
    }
}
