package org.gatehouse.server.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import me.gosimple.nbvcxz.Nbvcxz;

/** The list of common passwords that comes with the service. Read when the first password is looked up, not at a start. */
final class CommonPasswords {

    private CommonPasswords() {}

    /** Whatever its case: a common password with a capital is as common. */
    static boolean contain(String candidate) {
        return Arrays.binarySearch(Listed.KEYS, PasswordKey.of(folded(candidate))) >= 0;
    }

    private static String folded(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static final class Listed {

        static final long[] KEYS = read();

        private static long[] read() {
            try (InputStream list = Nbvcxz.class.getResourceAsStream("/dictionaries/passwords.txt");
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(Objects.requireNonNull(list), StandardCharsets.UTF_8))) {
                return lines.lines()
                        .map(CommonPasswords::folded)
                        .mapToLong(PasswordKey::of)
                        .sorted()
                        .toArray();
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }
}
