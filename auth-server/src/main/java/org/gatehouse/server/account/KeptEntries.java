package org.gatehouse.server.account;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.RealmTiers;

/**
 * How long a realm's trail keeps what.
 *
 * @param tier its code, of which the page has the words
 * @param categories codes of what is kept that long
 */
record KeptEntries(String tier, List<String> categories) {

    /** The shortest first; nothing about what is kept longer for a legal hold, which is not the person's to know. */
    static List<KeptEntries> of(Realm realm) {
        Map<Tier, List<String>> byTier = new EnumMap<>(Tier.class);
        for (Category category : Category.values()) {
            byTier.computeIfAbsent(RealmTiers.of(realm, category), tier -> new ArrayList<>())
                    .add(category.code());
        }
        return byTier.entrySet().stream()
                .map(kept -> new KeptEntries(kept.getKey().name(), List.copyOf(kept.getValue())))
                .toList();
    }
}
