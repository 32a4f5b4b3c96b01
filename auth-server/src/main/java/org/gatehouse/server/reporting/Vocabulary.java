package org.gatehouse.server.reporting;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.audit.catalogue.Reportable;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.realm.ActivityDefinition;
import org.gatehouse.realm.ObjectKindDefinition;
import org.gatehouse.realm.TrailPolicy;

/** The activities and kinds of objects a realm's apps may report today. */
final class Vocabulary {

    private final Map<String, ActivityType> activities;
    private final Set<String> kinds;

    private Vocabulary(Map<String, ActivityType> activities, Set<String> kinds) {
        this.activities = activities;
        this.kinds = kinds;
    }

    /** @param own every activity the realm ever defined; those that left its file are not reported any more */
    static Vocabulary of(TrailPolicy policy, Collection<CustomActivity> own) {
        Set<String> defined =
                policy.activities().stream().map(ActivityDefinition::id).collect(Collectors.toSet());
        Stream<ActivityType> all = Stream.concat(
                Reportable.activities().stream(), own.stream().filter(activity -> defined.contains(activity.code())));
        Set<String> kinds = Stream.concat(
                        Reportable.KINDS.stream(), policy.objectKinds().stream().map(ObjectKindDefinition::id))
                .collect(Collectors.toUnmodifiableSet());
        return new Vocabulary(all.collect(toUnmodifiableMap(ActivityType::code, activity -> activity)), kinds);
    }

    Optional<ActivityType> activity(String code) {
        return Optional.ofNullable(activities.get(code));
    }

    /** Whether this service records it itself. */
    static boolean isForbidden(String code) {
        return Activity.find(code).isPresent();
    }

    boolean hasKind(String kind) {
        return kinds.contains(kind);
    }
}
