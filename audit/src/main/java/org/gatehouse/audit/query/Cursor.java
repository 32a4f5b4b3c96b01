package org.gatehouse.audit.query;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.event.Tier;
import org.jspecify.annotations.Nullable;

/**
 * The place right after an entry, going back in time. Time is unique within a log; two logs of a realm may share a
 * microsecond, so the tier decides between them.
 */
public record Cursor(long micros, Tier tier) {

    private static final Pattern ENCODED = Pattern.compile("([0-9]{1,18})-([0-9A-Z]{3,4})");

    /** Of entries of one time the last in the list. */
    private static final Tier FIRST = Tier.P1M;

    public static Cursor after(EntryView entry) {
        String tier = entry.log().substring(entry.log().lastIndexOf('/') + 1);
        return new Cursor(Micros.of(entry.at()), Tier.find(tier).orElseThrow());
    }

    /** The place before everything from that time on; null when that is everything. */
    static @Nullable Cursor before(@Nullable Instant time) {
        return time == null ? null : new Cursor(Micros.of(time), FIRST);
    }

    /** For a link to the next page. */
    public String encoded() {
        return micros + "-" + tier.name();
    }

    /** Reads what {@link #encoded()} wrote; anything else is empty. */
    public static Optional<Cursor> parse(String encoded) {
        Matcher matcher = ENCODED.matcher(encoded);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Tier.find(matcher.group(2)).map(tier -> new Cursor(Long.parseLong(matcher.group(1)), tier));
    }

    /** Entries of this tier's log that come later in the list are before this time. */
    long boundOf(Tier log) {
        return log.id() < tier.id() ? micros + 1 : micros;
    }
}
