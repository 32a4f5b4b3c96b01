package org.gatehouse.server.directory;

import java.text.Normalizer;
import java.util.Locale;

/** How names are compared: compatibility forms folded (NFKC), case ignored, so look-alikes of one name are one name. */
public final class UserNames {

    /** Longest user name or e-mail address accepted, in UTF-16 units (RFC 5321 bounds an address to 254). */
    public static final int MAX_LENGTH = 254;

    private UserNames() {}

    public static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a name may be stored: 1 to {@link #MAX_LENGTH} characters, none of them a control or format character. */
    public static boolean isValid(String name) {
        return !name.isBlank()
                && name.length() <= MAX_LENGTH
                && name.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
