package org.gatehouse.server.password;

import java.io.IOException;
import java.nio.file.Path;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Passwords others have used: the list that comes with the service and, if the launcher names one, a larger filter. */
@Component
class KnownPasswords implements AutoCloseable {

    private final @Nullable FilterFile filter;

    /** @param file a filter {@code passwords build-filter} wrote; empty for none */
    KnownPasswords(@Value("${gatehouse.passwords.filter:}") String file) {
        this.filter = file.isEmpty() ? null : open(Path.of(file));
    }

    /** May say yes of a password that is on no list: of one in 256, when there is a filter. Never no of one that is. */
    boolean contains(String candidate) {
        return CommonPasswords.contain(candidate) || filter != null && filter.mayContain(PasswordKey.of(candidate));
    }

    @Override
    public void close() throws IOException {
        if (filter != null) {
            filter.close();
        }
    }

    private static FilterFile open(Path file) {
        try {
            return FilterFile.open(file);
        } catch (IOException ex) {
            throw new StartRefusedException(
                    "The password filter " + file + " cannot be used: " + ex.getMessage()
                            + " Build it with 'passwords build-filter', or leave the setting away.",
                    ex);
        }
    }
}
