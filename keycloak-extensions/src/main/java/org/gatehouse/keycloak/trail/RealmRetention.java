package org.gatehouse.keycloak.trail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.trail.RetentionPolicy;
import org.gatehouse.realm.keycloak.RealmTrail;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The tiers a realm's attribute asks for. An entry keeps the tier it was written in, whatever is asked for later. */
final class RealmRetention implements RetentionPolicy {

    /** How long what was read counts: a change is a rare thing, and every entry asks. */
    private static final Duration TRUST = Duration.ofSeconds(30);

    private record Read(Map<Category, Tier> tiers, Instant until) {}

    private final KeycloakSessionFactory keycloak;
    private final TrailSettings settings;
    private final Clock clock;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    RealmRetention(KeycloakSessionFactory keycloak, TrailSettings settings, Clock clock) {
        this.keycloak = keycloak;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param realm by its name in the trail */
    @Override
    public Tier tierOf(String realm, Category category) {
        Read known = read.get(realm);
        if (known == null || known.until().isBefore(clock.instant())) {
            known = new Read(
                    KeycloakModelUtils.runJobInTransactionWithResult(keycloak, session -> tiers(session, realm)),
                    clock.instant().plus(TRUST));
            read.put(realm, known);
        }
        return known.tiers().getOrDefault(category, category.defaultTier());
    }

    private Map<Category, Tier> tiers(KeycloakSession session, String name) {
        Map<Category, Tier> tiers = new EnumMap<>(Category.class);
        session.realms()
                .getRealmsStream()
                .filter(realm -> settings.trailRealm(realm.getName()).equals(name))
                .findFirst()
                .map(RealmRetention::attribute)
                .ifPresent(value -> RealmTrail.retention(value)
                        .forEach((category, tier) -> Category.find(category)
                                .ifPresent(found -> Tier.find(tier).ifPresent(kept -> tiers.put(found, kept)))));
        return tiers;
    }

    private static String attribute(RealmModel realm) {
        String value = realm.getAttribute(RealmTrail.RETENTION);
        return value == null ? "" : value;
    }
}
