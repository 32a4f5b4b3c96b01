package org.gatehouse.server.console.trail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.audit.query.Histogram;
import org.gatehouse.audit.query.Histograms;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When what matches happened, drawn in a field of {@value #WIDTH} by {@value #HEIGHT}. */
@Component
class TrailBars {

    static final int WIDTH = 600;
    static final int HEIGHT = 80;

    /** Where nobody asked for a time. */
    private static final Duration LATELY = Duration.ofDays(7);

    private static final Duration LONGEST = Duration.ofDays(3_500);

    /** That one entry among thousands is seen all the same. */
    private static final int LOWEST = 2;

    private final Histograms histograms;

    TrailBars(Histograms histograms) {
        this.histograms = histograms;
    }

    /**
     * One bar, and the address that narrows the search to it.
     *
     * @param height of all entries
     * @param refusedHeight of those of them that say a failure or a refusal
     */
    record Bar(
            Instant from,
            Instant until,
            long entries,
            long refused,
            int x,
            int width,
            int height,
            int refusedHeight,
            String query) {

        public int y() {
            return HEIGHT - height;
        }

        public int refusedY() {
            return HEIGHT - refusedHeight;
        }
    }

    /**
     * @param lately whether nobody asked for a time
     */
    record Drawing(Instant from, Instant until, boolean lately, long entries, boolean partial, List<Bar> bars) {

        public List<Bar> filled() {
            return bars.stream().filter(bar -> bar.entries() > 0).toList();
        }
    }

    /** Of the time that is asked for, the last seven days without; null for longer than is ever kept. */
    @Nullable
    Drawing draw(Realm realm, TrailSearch asked, TrailFilter filter, Instant now) {
        Instant until = filter.until() == null ? latest(filter.from(), now) : filter.until();
        Instant from = filter.from() == null ? until.minus(LATELY) : filter.from();
        if (!from.isBefore(until) || Duration.between(from, until).compareTo(LONGEST) > 0) {
            return null;
        }
        Histogram histogram = histograms.of(realm.name(), filter.between(from, until));
        return new Drawing(
                histogram.from(),
                histogram.until(),
                filter.from() == null && filter.until() == null,
                histogram.entries(),
                histogram.partial(),
                IntStream.range(0, histogram.bars().size())
                        .mapToObj(i -> bar(asked, histogram, i))
                        .toList());
    }

    private static Instant latest(@Nullable Instant from, Instant now) {
        return from == null || from.isBefore(now) ? now : from.plus(LATELY);
    }

    private static Bar bar(TrailSearch asked, Histogram histogram, int nth) {
        Histogram.Bar bar = histogram.bars().get(nth);
        int count = histogram.bars().size();
        int x = WIDTH * nth / count;
        return new Bar(
                bar.from(),
                bar.until(),
                bar.entries(),
                bar.refused(),
                x,
                Math.max(1, WIDTH * (nth + 1) / count - x - 2),
                height(bar.entries(), histogram.highest()),
                height(bar.refused(), histogram.highest()),
                asked.between(written(bar.from()), written(bar.until())).query());
    }

    /** Without seconds where there are none: it stands in an address for each bar. */
    private static String written(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toString();
    }

    private static int height(long entries, long highest) {
        return entries == 0 ? 0 : (int) Math.max(LOWEST, HEIGHT * entries / highest);
    }
}
