package org.gatehouse.realm.file.common;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.gatehouse.realm.document.Part;

/** Periods of the calendar as the file writes them, and their bounds. */
public final class Periods {

    /** Months differ in length; from this day on, a year is 365 days and six months are 181. */
    private static final LocalDate ANY_DAY = LocalDate.of(2001, 1, 1);

    private Periods() {}

    /** The period that stands here; empty where it is none, which is reported. */
    public static Optional<Period> read(Part part) {
        if (!part.isFlawless()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Period.parse(part.text()));
        } catch (DateTimeParseException ex) {
            part.refuse("This is not a period.", "Write for example P6M or P3D.");
            return Optional.empty();
        }
    }

    /** The period under the key, or the default where there is none. */
    public static Period read(Part part, String key, Period otherwise) {
        return part.has(key) ? read(part.child(key)).orElse(otherwise) : otherwise;
    }

    public static void check(Part part, Period value, Period least, Period most) {
        if (end(value).isBefore(end(least))) {
            part.refuse("This is too short: at least " + least + ".", "");
        }
        if (end(value).isAfter(end(most))) {
            part.refuse("This is too long: at most " + most + ".", "");
        }
    }

    private static LocalDate end(Period period) {
        return ANY_DAY.plus(period);
    }
}
