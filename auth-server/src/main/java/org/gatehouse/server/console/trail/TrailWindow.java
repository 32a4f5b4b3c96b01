package org.gatehouse.server.console.trail;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.gatehouse.audit.query.TrailFilter;
import org.jspecify.annotations.Nullable;

/**
 * The time that is looked at, and the ways to another.
 *
 * @param earlier the same length of time before; null where no beginning was asked for
 * @param later the same length of time after, up to now; null where it ends now already
 * @param frozen the same at exactly these times, whenever somebody opens it
 */
record TrailWindow(
        List<Preset> presets,
        @Nullable String earlier,
        @Nullable String later,
        String frozen) {

    private static final List<String> PRESETS = List.of("15m", "1h", "24h", "7d", "30d", "90d", "");

    /**
     * A time that is often asked for.
     *
     * @param since how long ago it begins; empty for all that is kept
     */
    record Preset(String since, String query, boolean current) {}

    static TrailWindow of(TrailSearch asked, TrailFilter filter, Instant now) {
        Instant until = filter.until() == null || filter.until().isAfter(now) ? now : filter.until();
        Instant from = filter.from();
        String frozen = asked.between(
                        from == null ? null : from.toString(), fullSecond(until).toString())
                .query();
        if (from == null || !from.isBefore(until)) {
            return new TrailWindow(presets(asked), null, null, frozen);
        }
        Duration length = Duration.between(from, until);
        Instant end = until.plus(length).isBefore(now) ? until.plus(length) : now;
        return new TrailWindow(
                presets(asked),
                between(asked, from.minus(length), from),
                until.isBefore(now) ? between(asked, end.minus(length), end) : null,
                frozen);
    }

    /** The end of the second a time is in: nobody reads fractions in an address. */
    private static Instant fullSecond(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? time : second.plusSeconds(1);
    }

    private static @Nullable String between(TrailSearch asked, Instant from, Instant until) {
        return from.isAfter(Instant.EPOCH)
                ? asked.between(from.toString(), until.toString()).query()
                : null;
    }

    private static List<Preset> presets(TrailSearch asked) {
        return PRESETS.stream()
                .map(since -> {
                    String from = since.isEmpty() ? null : "now-" + since;
                    TrailSearch search = asked.between(from, null);
                    return new Preset(since, search.query(), search.equals(asked));
                })
                .toList();
    }
}
