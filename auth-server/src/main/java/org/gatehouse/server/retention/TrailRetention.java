package org.gatehouse.server.retention;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.retention.KeptMonth;
import org.gatehouse.audit.retention.KeptMonths;
import org.gatehouse.audit.retention.SampledSizes;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.Approval;
import org.gatehouse.server.approval.Approvals;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.ActionRefusedException.Reason;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.trail.RealmTiers;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How long the trail keeps each category of entries. A change is about entries to come: what is written stays in the tier it
 * was promised. Longer is done at once; shorter needs a second person, and without one is not done.
 */
@Component
@Transactional
public class TrailRetention {

    private final Realms realms;
    private final Approvals approvals;
    private final Attempts attempts;
    private final Trail trail;
    private final JdbcTemplate jdbc;

    TrailRetention(Realms realms, Approvals approvals, Attempts attempts, Trail trail, JdbcTemplate jdbc) {
        this.realms = realms;
        this.approvals = approvals;
        this.attempts = attempts;
        this.trail = trail;
        this.jdbc = jdbc;
    }

    /** What the realm's trail holds, by tier and month, and when each month goes: those that go next come first. */
    @Transactional(readOnly = true)
    public List<KeptMonth> months(Actor actor) {
        actor.require(Permission.AUDIT_READ);
        List<KeptMonth> months = jdbc.execute((ConnectionCallback<List<KeptMonth>>)
                connection -> KeptMonths.of(connection, actor.realm().name()));
        return months == null ? List.of() : months;
    }

    /** The tier of each category, as entries written now get it. */
    @Transactional(readOnly = true)
    public Map<Category, Tier> tiers(Actor actor) {
        actor.require(Permission.AUDIT_READ);
        return RealmTiers.all(realms.fresh(actor.realm().name()));
    }

    /** About how many bytes an entry of each tier takes, told from the realm's own newest ones. */
    @Transactional(readOnly = true)
    public Map<Tier, Long> bytesOfAnEntry(Actor actor) {
        actor.require(Permission.AUDIT_READ);
        Map<Tier, Long> sizes = jdbc.execute((ConnectionCallback<Map<Tier, Long>>)
                connection -> SampledSizes.of(connection, actor.realm().name()));
        return sizes == null ? Map.of() : sizes;
    }

    /**
     * Keeps a category for another time from now on.
     *
     * @param seen the tier it had when somebody decided on this; null for whichever it has
     * @param why in one line; it becomes part of the entry and must not name people
     * @return the request that now waits for a second person; empty when it is done
     * @throws RetentionException when somebody else was faster, among others
     */
    public Optional<Approval> keep(
            Actor actor, Category category, Tier tier, @Nullable Tier seen, @Nullable String why) {
        return attempts.make(
                actor,
                Activity.RETENTION_CHANGED,
                event -> event.target(Party.realm(actor.realm().name()))
                        .detail("category", category.code())
                        .detail("tier", tier.name()),
                () -> changeOrAsk(actor, category, tier, seen, RetentionException.requireReason(why)));
    }

    private Optional<Approval> changeOrAsk(Actor actor, Category category, Tier tier, @Nullable Tier seen, String why) {
        actor.require(Permission.AUDIT_RETAIN);
        Realm realm = realms.lock(actor.realm().name());
        Tier now = RealmTiers.of(realm, category);
        if (seen != null && seen != now) {
            throw new RetentionException(
                    RetentionException.Reason.STALE,
                    "Somebody else changed it meanwhile: it is kept for " + now + " by now.");
        }
        if (tier.compareTo(now) < 0) {
            if (!approvals.hasSecondPerson(actor)) {
                throw new ActionRefusedException(Reason.SECOND_PERSON_NEEDED);
            }
            return Optional.of(approvals.request(
                    actor,
                    ShortenRetention.KIND,
                    Map.of("category", category.code(), "tier", tier.name(), "why", why)));
        }
        change(actor, realm, category, tier, why);
        return Optional.empty();
    }

    /** What two people agreed on. */
    void keepApproved(Actor approver, Category category, Tier tier, String why) {
        change(approver, realms.lock(approver.realm().name()), category, tier, why);
    }

    private void change(Actor actor, Realm realm, Category category, Tier tier, String why) {
        Tier before = RealmTiers.of(realm, category);
        if (tier == before) {
            return;
        }
        Map<String, String> retention = new HashMap<>(realm.definition().trail().retention());
        retention.put(category.code(), tier.name());
        realms.store(new Realm(
                realm.id(),
                realm.name(),
                realm.issuer(),
                realm.definition().withTrail(realm.definition().trail().withRetention(retention))));
        trail.record(trail.event(realm, Activity.RETENTION_CHANGED, actor.client(), null)
                .actor(actor.party())
                .target(Party.realm(realm.name()))
                .detail("why", why)
                .change(Change.of(category.code(), before.name(), tier.name())));
    }
}
