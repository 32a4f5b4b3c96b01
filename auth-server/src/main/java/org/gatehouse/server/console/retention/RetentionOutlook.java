package org.gatehouse.server.console.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.query.TrailCounts;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What each time to keep a category's entries would come to, if as many are written as of late: told before anybody
 * decides.
 */
@Component
class RetentionOutlook {

    /** Of which the entries are counted to tell how many there will be. */
    private static final int DAYS = 30;

    private final TrailCounts counts;
    private final StoragePrice price;
    private final Clock clock;

    RetentionOutlook(TrailCounts counts, StoragePrice price, Clock clock) {
        this.counts = counts;
        this.price = price;
        this.clock = clock;
    }

    /**
     * A time to keep entries for.
     *
     * @param entries about how many there are once as many go as come
     * @param bytes about what they take; 0 when nobody knows, as no entry was ever written
     * @param cost of them in a month; null when nobody said what storage costs
     * @param goes when the first of those written now would go
     */
    record Stop(
            Tier tier,
            boolean current,
            boolean shorter,
            long entries,
            long bytes,
            @Nullable String cost,
            LocalDate goes) {}

    /** @param sizes see {@link org.gatehouse.audit.retention.SampledSizes} */
    List<Stop> stops(Realm realm, Category category, Tier current, Map<Tier, Long> sizes, Locale locale) {
        Instant until = clock.instant().truncatedTo(ChronoUnit.HOURS);
        long lately = counts
                .histogram(
                        realm.name(),
                        TrailFilter.all().withCategory(category).between(until.minus(Duration.ofDays(DAYS)), until),
                        Duration.ofDays(1))
                .stream()
                .mapToLong(TrailCounts.Bucket::entries)
                .sum();
        long size = sizes.getOrDefault(current, average(sizes));
        return Arrays.stream(Tier.values())
                .map(tier -> stop(tier, current, lately, size, locale))
                .toList();
    }

    private Stop stop(Tier tier, Tier current, long lately, long size, Locale locale) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        long days = ChronoUnit.DAYS.between(today, today.plus(tier.period()));
        long entries = lately * days / DAYS;
        long bytes = entries * size;
        return new Stop(
                tier,
                tier == current,
                tier.compareTo(current) < 0,
                entries,
                bytes,
                size == 0 ? null : price.of(bytes, locale),
                // a month goes as a whole, once its last entry was kept as long as promised
                YearMonth.from(today).plusMonths(1).atDay(1).plus(tier.period()));
    }

    private static long average(Map<Tier, Long> sizes) {
        return (long)
                sizes.values().stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
