package org.gatehouse.audit.catalogue;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.CustomActivity;

/**
 * What a relying app may say happened in it. Everything else this service sees itself, so a report of it would be either
 * a copy or a lie: an app must not be able to write that somebody signed in, or that the trail was verified.
 */
public final class Reportable {

    private static final Set<Activity> ACTIVITIES = Collections.unmodifiableSet(EnumSet.of(
            Activity.ACCESS_GRANTED,
            Activity.ACCESS_REVOKED,
            Activity.OBJECT_ACCESS_CHANGED,
            Activity.DATA_SOFT_DELETED,
            Activity.DATA_ERASED,
            Activity.DATA_READ,
            Activity.DATA_CREATED,
            Activity.DATA_UPDATED,
            Activity.OBJECT_CREATED,
            Activity.OBJECT_UPDATED,
            Activity.OBJECT_DELETED,
            Activity.DATA_EXPORTED,
            Activity.DATA_IMPORTED,
            Activity.SUPPORT_USED,
            Activity.SUPPORT_ENDED));

    /** Kinds of objects every realm has; a realm file may define more. */
    public static final Set<String> KINDS = Set.of("form", "external-list", "record", "data", "file");

    private Reportable() {}

    /** Of the catalogue; a realm's own activities can be reported as well. */
    public static Set<Activity> activities() {
        return ACTIVITIES;
    }

    public static boolean includes(ActivityType activity) {
        return activity instanceof CustomActivity || ACTIVITIES.contains(activity);
    }
}
