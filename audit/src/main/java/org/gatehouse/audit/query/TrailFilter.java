package org.gatehouse.audit.query;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Which entries; what is null does not matter.
 *
 * @param person as actor or as target
 * @param actor as actor
 * @param target as target
 * @param from inclusive
 * @param until exclusive
 */
public record TrailFilter(
        @Nullable Category category,
        @Nullable Activity activity,
        @Nullable Outcome outcome,
        @Nullable UUID person,
        @Nullable UUID actor,
        @Nullable UUID target,
        @Nullable Instant from,
        @Nullable Instant until) {

    public static TrailFilter all() {
        return new TrailFilter(null, null, null, null, null, null, null, null);
    }

    public TrailFilter withCategory(@Nullable Category value) {
        return new TrailFilter(value, activity, outcome, person, actor, target, from, until);
    }

    public TrailFilter withActivity(@Nullable Activity value) {
        return new TrailFilter(category, value, outcome, person, actor, target, from, until);
    }

    public TrailFilter withOutcome(@Nullable Outcome value) {
        return new TrailFilter(category, activity, value, person, actor, target, from, until);
    }

    public TrailFilter withPerson(@Nullable UUID value) {
        return new TrailFilter(category, activity, outcome, value, actor, target, from, until);
    }

    public TrailFilter withActor(@Nullable UUID value) {
        return new TrailFilter(category, activity, outcome, person, value, target, from, until);
    }

    public TrailFilter withTarget(@Nullable UUID value) {
        return new TrailFilter(category, activity, outcome, person, actor, value, from, until);
    }

    public TrailFilter between(@Nullable Instant start, @Nullable Instant end) {
        return new TrailFilter(category, activity, outcome, person, actor, target, start, end);
    }

    /** The activity numbers asked for, or null for all. */
    Integer @Nullable [] types() {
        if (activity == null && category == null) {
            return null;
        }
        return Arrays.stream(Activity.values())
                .filter(each -> activity == null || each == activity)
                .filter(each -> category == null || each.category() == category)
                .map(Activity::id)
                .toArray(Integer[]::new);
    }
}
