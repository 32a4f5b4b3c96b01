package org.gatehouse.server.passkey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What well-known authenticators are called. */
@Component
final class KnownAuthenticators {

    private final Properties names = new Properties();

    KnownAuthenticators() {
        try (InputStream table =
                Objects.requireNonNull(KnownAuthenticators.class.getResourceAsStream("authenticators.properties"))) {
            names.load(table);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    Optional<String> name(@Nullable UUID aaguid) {
        return Optional.ofNullable(aaguid).map(model -> names.getProperty(model.toString()));
    }
}
