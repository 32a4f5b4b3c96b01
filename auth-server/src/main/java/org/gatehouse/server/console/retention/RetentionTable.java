package org.gatehouse.server.console.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.retention.Hold;
import org.gatehouse.audit.retention.KeptMonth;

/**
 * What the trail keeps, as the page tells it.
 *
 * @param months those first whose time comes first
 */
public record RetentionTable(
        Map<Category, Tier> tiers, List<KeptMonth> months, Map<Tier, Long> sizes, List<Hold> holds, Instant now) {

    /** Months listed one by one; the rest is in the figures of their tier. */
    private static final int MONTHS_SHOWN = 12;

    /** @param bytes about how many; see {@link org.gatehouse.audit.retention.SampledSizes} */
    record TierRow(Tier tier, List<Category> categories, long entries, long bytes) {}

    /** @param held whether a legal hold may keep some of it */
    record MonthRow(KeptMonth month, boolean due, boolean held) {}

    record CategoryRow(Category category, Tier tier) {

        /** Whether somebody decided so, and not the service's own judgement. */
        public boolean isChosen() {
            return tier != category.defaultTier();
        }
    }

    /** Tiers something is kept in, or will be. */
    public List<TierRow> perTier() {
        return Arrays.stream(Tier.values())
                .map(this::row)
                .filter(row -> row.entries() > 0 || !row.categories().isEmpty())
                .toList();
    }

    public List<CategoryRow> categories() {
        return Arrays.stream(Category.values())
                .map(category -> new CategoryRow(category, of(category)))
                .toList();
    }

    /** As entries written now get it. */
    public Tier of(Category category) {
        return tiers.getOrDefault(category, category.defaultTier());
    }

    public List<MonthRow> next() {
        return months.stream().limit(MONTHS_SHOWN).map(this::row).toList();
    }

    /** Entries the next run drops. */
    public long dueEntries() {
        return months.stream().filter(this::isDue).mapToLong(KeptMonth::entries).sum();
    }

    public long dueMonths() {
        return months.stream().filter(this::isDue).count();
    }

    public long activeHolds() {
        return holds.stream().filter(hold -> hold.liftedAt() == null).count();
    }

    private TierRow row(Tier tier) {
        long entries = months.stream()
                .filter(month -> month.tier() == tier)
                .mapToLong(KeptMonth::entries)
                .sum();
        List<Category> into = categories().stream()
                .filter(row -> row.tier() == tier)
                .map(CategoryRow::category)
                .toList();
        return new TierRow(tier, into, entries, entries * sizes.getOrDefault(tier, 0L));
    }

    private MonthRow row(KeptMonth month) {
        return new MonthRow(month, isDue(month), holds.stream().anyMatch(hold -> covers(hold, month)));
    }

    private boolean isDue(KeptMonth month) {
        return !month.dueAt().isAfter(now);
    }

    private static boolean covers(Hold hold, KeptMonth month) {
        Instant begins = month.month().atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant ends = month.month()
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        Instant until = hold.until();
        return hold.liftedAt() == null && hold.from().isBefore(ends) && (until == null || until.isAfter(begins));
    }
}
