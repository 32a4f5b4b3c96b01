package org.gatehouse.server.console.trail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.RealmTiers;
import org.jspecify.annotations.Nullable;

/**
 * Why a page has no entries, and what to do about it.
 *
 * @param reason {@code further} when the search is not over, {@code end} when there is nothing older, {@code gone} when
 *     nothing of that time is kept any more, {@code yet} when nothing ever happened, else {@code match}
 * @param tier how long what is asked for is kept, where it is gone
 * @param wider the address of the same over more time, where no more than some time is asked for
 */
record TrailNothing(
        String reason, @Nullable String tier, @Nullable String wider) {

    static TrailNothing of(
            Realm realm, TrailSearch asked, TrailFilter filter, boolean first, boolean more, Instant now) {
        if (more) {
            return new TrailNothing("further", null, null);
        }
        if (!first) {
            return new TrailNothing("end", null, null);
        }
        Tier longest = longest(realm, filter);
        Instant until = filter.until();
        if (until != null
                && until.isBefore(
                        now.atZone(ZoneOffset.UTC).minus(longest.period()).toInstant())) {
            return new TrailNothing(
                    "gone", longest.name(), asked.between(null, null).query());
        }
        boolean timed = filter.from() != null || until != null;
        return new TrailNothing(
                asked.isEmpty() ? "yet" : "match",
                null,
                timed ? asked.between(null, null).query() : null);
    }

    /** Of the category that is asked for, or of all. */
    private static Tier longest(Realm realm, TrailFilter filter) {
        Map<Category, Tier> tiers = RealmTiers.all(realm);
        Category category = filter.activity() != null ? filter.activity().category() : filter.category();
        return category != null
                ? tiers.getOrDefault(category, category.defaultTier())
                : tiers.values().stream().max(Comparator.comparing(Tier::id)).orElse(Tier.P5Y);
    }
}
