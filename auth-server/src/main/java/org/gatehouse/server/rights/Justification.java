package org.gatehouse.server.rights;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why somebody does what needs a reason, in one line of their own. It is an entry's readable part, so it must not name people. */
public final class Justification {

    public static final int LONGEST = 300;

    private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}\\u2028\\u2029]{1," + LONGEST + "}");

    private Justification() {}

    /** Empty when it is missing, or nothing that can be kept. */
    public static Optional<String> of(@Nullable String text) {
        String line = text == null ? "" : text.strip();
        return ONE_LINE.matcher(line).matches() ? Optional.of(line) : Optional.empty();
    }
}
