package org.gatehouse.audit.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.audit.query.Histogram.Bar;

/**
 * Counts matching entries by time: from the hours counted beforehand where these say enough, from the entries themselves
 * where the filter asks for people or marks, or for less than hours.
 */
public final class Histograms {

    /** Most bars one histogram has. */
    private static final int MOST_BARS = 60;

    private static final List<Duration> WIDTHS = Stream.concat(
                    Stream.of("PT1M", "PT5M", "PT15M", "PT1H", "PT3H", "PT6H", "PT12H")
                            .map(Duration::parse),
                    Stream.of(1, 2, 7, 14, 30, 60).map(Duration::ofDays))
            .toList();

    private static final Bar NOTHING = new Bar(Instant.EPOCH, Instant.EPOCH, 0, 0);

    private final TrailReader reader;
    private final TrailCounts counts;

    private Histograms(TrailReader reader, TrailCounts counts) {
        this.reader = reader;
        this.counts = counts;
    }

    public static Histograms on(TrailReader reader, TrailCounts counts) {
        return new Histograms(reader, counts);
    }

    /**
     * Bars of a readable width over the filter's time, whole ones at both ends.
     *
     * @param filter with both ends, at most ten years apart
     * @throws IllegalArgumentException when an end is missing, they are the wrong way round, or too far apart
     */
    public Histogram of(String realm, TrailFilter filter) {
        Instant from = filter.from();
        Instant until = filter.until();
        if (from == null || until == null || !from.isBefore(until)) {
            throw new IllegalArgumentException("A histogram has a beginning and an end");
        }
        Duration width = width(from, until);
        Instant first = floor(from, width);
        Instant last = floor(until.minusNanos(1), width).plus(width);
        TrailFilter whole = filter.between(first, last);
        if (filter.isCountable() && width.toHours() > 0) {
            return new Histogram(first, last, width, bars(first, last, width, counted(realm, whole, width)), false);
        }
        TrailReader.Bars found = reader.bars(realm, whole, width);
        return new Histogram(first, last, width, bars(first, last, width, found.byTime()), found.cut());
    }

    private static Duration width(Instant from, Instant until) {
        return WIDTHS.stream()
                .filter(width ->
                        floor(from, width).plus(width.multipliedBy(MOST_BARS)).compareTo(until) >= 0)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Too long a time for " + MOST_BARS + " bars"));
    }

    static Instant floor(Instant time, Duration width) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), width.toSeconds()) * width.toSeconds());
    }

    private Map<Instant, Bar> counted(String realm, TrailFilter filter, Duration width) {
        Map<Instant, Bar> bars = new HashMap<>();
        counts.histogram(realm, filter, width)
                .forEach(bucket -> bars.merge(
                        bucket.from(),
                        new Bar(bucket.from(), bucket.from().plus(width), bucket.entries(), bucket.refused()),
                        (one, other) -> new Bar(
                                one.from(),
                                one.until(),
                                one.entries() + other.entries(),
                                one.refused() + other.refused())));
        return bars;
    }

    private static List<Bar> bars(Instant first, Instant last, Duration width, Map<Instant, Bar> found) {
        List<Bar> bars = new ArrayList<>();
        for (Instant from = first; from.isBefore(last); from = from.plus(width)) {
            Bar bar = found.getOrDefault(from, NOTHING);
            bars.add(new Bar(from, from.plus(width), bar.entries(), bar.refused()));
        }
        return bars;
    }
}
