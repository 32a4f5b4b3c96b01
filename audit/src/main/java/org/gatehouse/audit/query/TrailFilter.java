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
 * @param activities any of these; all when there is none
 * @param person as actor or as target
 * @param actor as actor
 * @param target as target
 * @param from inclusive
 * @param until exclusive
 * @param marks what they say readably
 * @param address where they came from; it is sealed with the actor, so it is looked at once an entry is opened
 * @param without what is left out: every entry that matches one of these
 */
public record TrailFilter(
        @Nullable Category category,
        @Nullable ActivityType activity,
        List<ActivityPattern> activities,
        @Nullable Outcome outcome,
        @Nullable UUID person,
        @Nullable UUID actor,
        @Nullable UUID target,
        @Nullable Instant from,
        @Nullable Instant until,
        Marks marks,
        @Nullable AddressBlock address,
        List<TrailFilter> without) {

    /** Most patterns of activities, and most filters that are left out. */
    public static final int MOST = 20;

    private static final TrailFilter ALL =
            new TrailFilter(null, null, List.of(), null, null, null, null, null, null, Marks.none(), null, List.of());

    /**
     * @throws IllegalArgumentException when something left out has a time, leaves something out itself, is everything, or
     *     asks for an address and more
     */
    public TrailFilter {
        activities = List.copyOf(activities);
        without = List.copyOf(without);
        if (activities.size() > MOST || without.size() > MOST) {
            throw new IllegalArgumentException("At most " + MOST + " can be asked for");
        }
        if (!without.stream().allMatch(TrailFilter::canBeLeftOut)) {
            throw new IllegalArgumentException("This cannot be left out");
        }
    }

    public static TrailFilter all() {
        return ALL;
    }

    public TrailFilter withCategory(@Nullable Category value) {
        return new TrailFilter(
                value, activity, activities, outcome, person, actor, target, from, until, marks, address, without);
    }

    public TrailFilter withActivity(@Nullable ActivityType value) {
        return new TrailFilter(
                category, value, activities, outcome, person, actor, target, from, until, marks, address, without);
    }

    public TrailFilter withActivities(List<ActivityPattern> value) {
        return new TrailFilter(
                category, activity, value, outcome, person, actor, target, from, until, marks, address, without);
    }

    public TrailFilter withOutcome(@Nullable Outcome value) {
        return new TrailFilter(
                category, activity, activities, value, person, actor, target, from, until, marks, address, without);
    }

    public TrailFilter withPerson(@Nullable UUID value) {
        return new TrailFilter(
                category, activity, activities, outcome, value, actor, target, from, until, marks, address, without);
    }

    public TrailFilter withActor(@Nullable UUID value) {
        return new TrailFilter(
                category, activity, activities, outcome, person, value, target, from, until, marks, address, without);
    }

    public TrailFilter withTarget(@Nullable UUID value) {
        return new TrailFilter(
                category, activity, activities, outcome, person, actor, value, from, until, marks, address, without);
    }

    public TrailFilter between(@Nullable Instant start, @Nullable Instant end) {
        return new TrailFilter(
                category, activity, activities, outcome, person, actor, target, start, end, marks, address, without);
    }

    public TrailFilter withMarks(Marks value) {
        return new TrailFilter(
                category, activity, activities, outcome, person, actor, target, from, until, value, address, without);
    }

    public TrailFilter withAddress(@Nullable AddressBlock value) {
        return new TrailFilter(
                category, activity, activities, outcome, person, actor, target, from, until, marks, value, without);
    }

    /** What is left out, instead of what was. */
    public TrailFilter without(List<TrailFilter> value) {
        return new TrailFilter(
                category, activity, activities, outcome, person, actor, target, from, until, marks, address, value);
    }

    /** Whether it is of category, activity and time alone, which is what is counted beforehand. */
    public boolean isCountable() {
        return between(null, null)
                        .without(List.of())
                        .withCategory(null)
                        .withActivity(null)
                        .withActivities(List.of())
                        .equals(ALL)
                && without.stream().allMatch(TrailFilter::isOfActivities);
    }

    /** Whether it is of activities alone. */
    boolean isOfActivities() {
        return from == null && until == null && without.isEmpty() && isCountable();
    }

    /** Whether an entry has to be opened to say whether it matches. */
    boolean isOfAddresses() {
        return address != null || without.stream().anyMatch(each -> each.address != null);
    }

    /** Whether an opened entry comes from where it must, and from nowhere that is left out. */
    boolean takesAddress(@Nullable String origin) {
        return (address == null || address.contains(origin))
                && without.stream().noneMatch(each -> each.address != null && each.address.contains(origin));
    }

    /** Whether the realm's own activities matter. */
    boolean namesOwnActivities() {
        return category != null
                || !activities.isEmpty()
                || without.stream().anyMatch(each -> each.isOfActivities() || each.namesOwnActivities());
    }

    /**
     * The activity numbers asked for, or null for all.
     *
     * @param custom the realm's own activities, where {@link #namesOwnActivities}
     */
    Integer @Nullable [] types(List<CustomActivity> custom) {
        List<TrailFilter> leftOut =
                without.stream().filter(TrailFilter::isOfActivities).toList();
        if (activity == null && category == null && activities.isEmpty() && leftOut.isEmpty()) {
            return null;
        }
        Stream<ActivityType> asked = activity == null
                ? Stream.concat(Arrays.stream(Activity.values()), custom.stream())
                : Stream.of(activity);
        return asked.filter(this::isAsked)
                .filter(each -> leftOut.stream().noneMatch(left -> left.isAsked(each)))
                .map(ActivityType::id)
                .toArray(Integer[]::new);
    }

    private boolean isAsked(ActivityType each) {
        return (category == null || each.category() == category)
                && (activity == null || each.id() == activity.id())
                && (activities.isEmpty() || activities.stream().anyMatch(pattern -> pattern.matches(each)));
    }

    private boolean canBeLeftOut() {
        boolean alone = address == null || withAddress(null).equals(ALL);
        return from == null && until == null && without.isEmpty() && alone && !equals(ALL);
    }
}
