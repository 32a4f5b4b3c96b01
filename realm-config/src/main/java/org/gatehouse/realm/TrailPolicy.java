package org.gatehouse.realm;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long the audit trail keeps what, what relying apps may report that only this realm has, and who may take it away.
 *
 * @param retention category code to tier name, only where the realm departs from the trail's own defaults
 * @param objectKinds kinds of objects beside those every realm has
 * @param activities activities beside the catalogue's
 * @param approvalAbove how many entries an export may have at most without a second person; null when none is needed
 */
public record TrailPolicy(
        Map<String, String> retention,
        List<ObjectKindDefinition> objectKinds,
        List<ActivityDefinition> activities,
        @Nullable Integer approvalAbove) {

    /** The tiers, shortest first. The trail stores each on its own, so there is nothing between them. */
    public static final List<String> TIERS = List.of("P1M", "P3M", "P6M", "P13M", "P2Y", "P3Y", "P5Y");

    /** Every entry has exactly one of these; stored for years, so codes are added and never renamed. */
    public static final List<String> CATEGORIES = List.of(
            "sign-in",
            "token",
            "rights",
            "account",
            "deletion",
            "data-access",
            "data-change",
            "data-export",
            "device",
            "support",
            "configuration",
            "trail");

    public static final TrailPolicy DEFAULT = new TrailPolicy(Map.of(), List.of(), List.of(), null);

    public TrailPolicy {
        retention = Collections.unmodifiableMap(new TreeMap<>(retention)); // one order, so that documents compare
        objectKinds = List.copyOf(objectKinds);
        activities = List.copyOf(activities);
    }

    /** The same policy with these tiers. */
    public TrailPolicy withRetention(Map<String, String> other) {
        return new TrailPolicy(other, objectKinds, activities, approvalAbove);
    }
}
