package org.gatehouse.server.exports.trail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as ISO 8601 in UTC with always six digits, so that they sort as text. */
final class EntryTimes {

    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private EntryTimes() {}

    static String text(Instant time) {
        return MICROSECONDS.format(time);
    }
}
