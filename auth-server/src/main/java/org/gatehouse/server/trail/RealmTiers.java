package org.gatehouse.server.trail;

import java.util.EnumMap;
import java.util.Map;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.server.realm.Realm;

/** The tier a realm's entries get when they are written: the realm's own where it has one, else the catalogue's. */
public final class RealmTiers {

    private RealmTiers() {}

    public static Tier of(Realm realm, Category category) {
        String own = realm.definition().trail().retention().get(category.code());
        return own == null ? category.defaultTier() : Tier.find(own).orElse(category.defaultTier());
    }

    public static Map<Category, Tier> all(Realm realm) {
        Map<Category, Tier> tiers = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            tiers.put(category, of(realm, category));
        }
        return tiers;
    }
}
