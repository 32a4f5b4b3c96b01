package org.gatehouse.realm;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long the audit trail keeps what.
 *
 * @param retention category code to tier name, only where the realm departs from the trail's own defaults
 */
public record TrailPolicy(Map<String, String> retention) {

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

    public static final TrailPolicy DEFAULT = new TrailPolicy(Map.of());

    public TrailPolicy {
        retention = Collections.unmodifiableMap(new TreeMap<>(retention)); // one order, so that documents compare
    }
}
