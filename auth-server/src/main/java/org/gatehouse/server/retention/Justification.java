package org.gatehouse.server.retention;

import java.util.regex.Pattern;
import org.gatehouse.server.retention.RetentionException.Reason;
import org.jspecify.annotations.Nullable;

/** Why somebody changes what is kept, in one line of their own. It is an entry's readable part, so it must not name people. */
final class Justification {

    private static final int LONGEST = 300;
    private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}\\u2028\\u2029]{1," + LONGEST + "}");

    private Justification() {}

    /** @throws RetentionException when it is missing or cannot be kept */
    static String require(@Nullable String text) {
        String line = text == null ? "" : text.strip();
        if (!ONE_LINE.matcher(line).matches()) {
            throw new RetentionException(Reason.WHY, "Say why, in one line of at most " + LONGEST + " characters.");
        }
        return line;
    }
}
