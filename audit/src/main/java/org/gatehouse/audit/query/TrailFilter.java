package org.gatehouse.audit.query;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.CustomActivity;
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
 * @param marks what they say readably
 */
public record TrailFilter(
        @Nullable Category category,
        @Nullable ActivityType activity,
        @Nullable Outcome outcome,
        @Nullable UUID person,
        @Nullable UUID actor,
        @Nullable UUID target,
        @Nullable Instant from,
        @Nullable Instant until,
        Marks marks) {

    public static TrailFilter all() {
        return new TrailFilter(null, null, null, null, null, null, null, null, Marks.none());
    }

    public TrailFilter withCategory(@Nullable Category value) {
        return new TrailFilter(value, activity, outcome, person, actor, target, from, until, marks);
    }

    public TrailFilter withActivity(@Nullable ActivityType value) {
        return new TrailFilter(category, value, outcome, person, actor, target, from, until, marks);
    }

    public TrailFilter withOutcome(@Nullable Outcome value) {
        return new TrailFilter(category, activity, value, person, actor, target, from, until, marks);
    }

    public TrailFilter withPerson(@Nullable UUID value) {
        return new TrailFilter(category, activity, outcome, value, actor, target, from, until, marks);
    }

    public TrailFilter withActor(@Nullable UUID value) {
        return new TrailFilter(category, activity, outcome, person, value, target, from, until, marks);
    }

    public TrailFilter withTarget(@Nullable UUID value) {
        return new TrailFilter(category, activity, outcome, person, actor, value, from, until, marks);
    }

    public TrailFilter between(@Nullable Instant start, @Nullable Instant end) {
        return new TrailFilter(category, activity, outcome, person, actor, target, start, end, marks);
    }

    public TrailFilter withMarks(Marks value) {
        return new TrailFilter(category, activity, outcome, person, actor, target, from, until, value);
    }

    /** Whether it is of category, activity and time alone, which is what is counted beforehand. */
    public boolean isCountable() {
        return outcome == null && person == null && actor == null && target == null && marks.equals(Marks.none());
    }

    /** Whether the realm's own activities matter. */
    boolean namesACategory() {
        return category != null;
    }

    /**
     * The activity numbers asked for, or null for all.
     *
     * @param custom the realm's own activities, where a category is asked for
     */
    Integer @Nullable [] types(List<CustomActivity> custom) {
        if (activity == null && category == null) {
            return null;
        }
        Stream<ActivityType> asked = activity == null
                ? Stream.concat(Arrays.stream(Activity.values()), custom.stream())
                : Stream.of(activity);
        return asked.filter(each -> category == null || each.category() == category)
                .map(ActivityType::id)
                .toArray(Integer[]::new);
    }
}
