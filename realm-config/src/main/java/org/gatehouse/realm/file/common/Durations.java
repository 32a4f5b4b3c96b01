package org.gatehouse.realm.file.common;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.gatehouse.realm.document.Part;

/** Durations as the file writes them, and their bounds. */
public final class Durations {

    private Durations() {}

    /** The duration under the key, or the default; the default also where it cannot be read, which is reported. */
    public static Duration read(Part part, String key, Duration otherwise) {
        if (!part.has(key) || !part.child(key).isFlawless()) {
            return otherwise;
        }
        try {
            return Duration.parse(part.text(key));
        } catch (DateTimeParseException | ArithmeticException ex) {
            part.child(key).refuse("This is not a duration.", "Write for example PT10M or P1D.");
            return otherwise;
        }
    }

    public static void check(Part part, String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0) {
            part.child(key).refuse("This is too short: at least " + text(least) + ".", "");
        }
        if (value.compareTo(most) > 0) {
            part.child(key).refuse("This is too long: at most " + text(most) + ".", "");
        }
    }

    /** ISO 8601 with whole days as days, as people write them. */
    public static String text(Duration duration) {
        boolean days = !duration.isZero() && duration.equals(Duration.ofDays(duration.toDays()));
        return days ? "P" + duration.toDays() + "D" : duration.toString();
    }
}
