package org.gatehouse.audit.query;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Outcome;

/**
 * How many entries match at which time.
 *
 * @param from the first bar's beginning
 * @param until the last bar's end
 * @param width of each bar
 * @param bars without a gap, the oldest first
 * @param partial whether matches were counted up to {@link EntryCount#EXACT} only, or too many entries had to be tried:
 *     then the newest are counted
 */
public record Histogram(Instant from, Instant until, Duration width, List<Bar> bars, boolean partial) {

    /**
     * @param refused those of the entries that say a failure or a refusal
     */
    public record Bar(Instant from, Instant until, long entries, long refused) {}

    /** Entries that were opened, by the beginning of their bar. */
    static Map<Instant, Bar> byTime(List<EntryView> entries, Duration width) {
        Map<Instant, Bar> bars = new HashMap<>();
        for (EntryView entry : entries) {
            Instant from = Histograms.floor(entry.at(), width);
            int refused = entry.outcome() == Outcome.SUCCESS ? 0 : 1;
            bars.merge(
                    from,
                    new Bar(from, from.plus(width), 1, refused),
                    (one, other) -> new Bar(
                            from, one.until(), one.entries() + other.entries(), one.refused() + other.refused()));
        }
        return bars;
    }

    public long highest() {
        return bars.stream().mapToLong(Bar::entries).max().orElse(0);
    }

    public long entries() {
        return bars.stream().mapToLong(Bar::entries).sum();
    }
}
