package org.gatehouse.audit.trail;

import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Tier;

/** Decides at append, once and for all, how long an entry will be kept. Asked for every event, so it must be quick. */
@FunctionalInterface
public interface RetentionPolicy {

    Tier tierOf(String realm, Category category);

    /** The catalogue's own tiers, the same for every realm. */
    static RetentionPolicy defaults() {
        return (realm, category) -> category.defaultTier();
    }
}
