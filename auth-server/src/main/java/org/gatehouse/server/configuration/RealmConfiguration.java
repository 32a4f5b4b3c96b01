package org.gatehouse.server.configuration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.plan.RealmPlan;
import org.gatehouse.server.clients.ClientSecrets;
import org.gatehouse.server.configuration.ConfigurationException.Reason;
import org.gatehouse.server.groups.RealmGroups;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.realm.Risk;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells what a realm's configuration is, and makes it what a file says. */
@Component
public class RealmConfiguration {

    private static final String MASK = "••••••";

    private final Realms realms;
    private final RealmGroups groups;
    private final ClientSecrets secrets;
    private final OwnRights ownRights;
    private final Attempts attempts;
    private final ChangeEntries entries;
    private final ObjectProvider<ChangedRealmStep> steps;

    RealmConfiguration(
            Realms realms,
            RealmGroups groups,
            ClientSecrets secrets,
            OwnRights ownRights,
            Attempts attempts,
            ChangeEntries entries,
            ObjectProvider<ChangedRealmStep> steps) {
        this.realms = realms;
        this.groups = groups;
        this.secrets = secrets;
        this.ownRights = ownRights;
        this.attempts = attempts;
        this.entries = entries;
        this.steps = steps;
    }

    /** The realm as it is now, with what people changed in the console; as a file it plans to nothing. */
    @Transactional(readOnly = true)
    public RealmDefinition current(Actor actor) {
        actor.require(Permission.REALM_READ);
        return live(realms.fresh(actor.realm().name())).definition();
    }

    /** Names a state of a realm: equal exactly when the realm is. */
    public static String state(RealmDefinition definition) {
        try {
            byte[] document = RealmFiles.toJson(definition).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(document))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * What applying would change. Whether a client's secret is another is told only to those who may replace it.
     *
     * @throws ConfigurationException when the file is about another realm
     */
    @Transactional(readOnly = true)
    public ConfigurationPlan plan(Actor actor, Proposal proposal) {
        actor.require(Permission.REALM_READ);
        return compare(actor, live(realms.fresh(actor.realm().name())), proposal)
                .plan();
    }

    /**
     * Makes the realm what the file says, in one transaction with all that follows; does nothing when it is that already.
     *
     * @param state the state the plan was made for
     * @param deletionsIn the realm's name when what the file does not name may go for good; else null
     * @return what was changed
     * @throws ConfigurationException when it is not done, and why
     */
    @Transactional
    public ConfigurationPlan apply(Actor actor, Proposal proposal, String state, @Nullable String deletionsIn) {
        return attempts.make(
                actor,
                Activity.REALM_CHANGED,
                event -> event.target(Party.realm(actor.realm().name())),
                () -> change(actor, proposal, state, deletionsIn));
    }

    private ConfigurationPlan change(Actor actor, Proposal proposal, String state, @Nullable String deletionsIn) {
        actor.require(Permission.REALM_WRITE);
        Comparison comparison = compare(actor, live(realms.lock(actor.realm().name())), proposal);
        ConfigurationPlan plan = comparison.plan();
        requireSame(plan, state);
        if (plan.isEmpty()) {
            return plan;
        }
        RealmChange change = comparison.change();
        ownRights.requireCovering(actor, change, comparison.replaced());
        ownRights.requireCoveringTrust(actor, change, comparison.trust());
        groups.requireOutside(actor, change);
        requireNoObstacle(plan);
        requireAllowed(plan, deletionsIn, change.before());
        realms.store(change.after());
        entries.record(change, plan);
        steps.orderedStream().forEach(step -> step.complete(change));
        return plan;
    }

    private Comparison compare(Actor actor, Realm actual, Proposal proposal) {
        if (!proposal.file().realm().realm().equals(actual.name())) {
            throw new ConfigurationException(
                    Reason.OTHER_REALM,
                    "The file describes the realm '" + proposal.file().realm().realm() + "', this is '" + actual.name()
                            + "'.",
                    List.of());
        }
        RealmPlan plan = RealmPlan.of(actual.definition(), proposal.file());
        Realm desired = new Realm(actual.id(), actual.name(), actual.issuer(), plan.desired());
        RealmChange change = new RealmChange(
                actual, desired, proposal.secrets(), proposal.connectionSecrets(), actor.party(), actor.client());
        List<Difference> differences = new ArrayList<>(plan.differences());
        // others could try secrets out
        boolean mayReplace = actor.permissions().contains(Permission.REALM_WRITE);
        List<String> replaced = mayReplace ? otherSecrets(change) : List.of();
        replaced.forEach(client -> differences.add(otherValue("clients[" + client + "].secret")));
        List<String> others = mayReplace
                ? steps.orderedStream()
                        .flatMap(step -> step.replacedSecrets(change).stream())
                        .toList()
                : List.of();
        others.forEach(path -> differences.add(otherValue(path)));
        List<String> risks = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        if (!differences.isEmpty()) {
            steps.orderedStream().forEach(step -> {
                step.risks(change).stream().map(Risk::sentence).forEach(risks::add);
                obstacles.addAll(step.obstacles(change));
            });
        }
        return new Comparison(
                change,
                replaced,
                !others.isEmpty(),
                new ConfigurationPlan(state(actual.definition()), differences, plan.deletions(), risks, obstacles));
    }

    static Difference otherValue(String path) {
        return new Difference(path + " value", Difference.Kind.CHANGE, MASK, MASK);
    }

    /** Clients that stay where their secret is kept, while what is kept there is another. */
    private List<String> otherSecrets(RealmChange change) {
        return new TreeMap<>(change.secrets())
                .entrySet().stream()
                        .filter(secret -> change.before()
                                .definition()
                                .findClient(secret.getKey())
                                .isPresent())
                        .filter(secret -> !secrets.isCurrent(change.before(), secret.getKey(), secret.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    private Realm live(Realm stored) {
        RealmDefinition definition = stored.definition().withGroups(groups.of(stored));
        return new Realm(stored.id(), stored.name(), stored.issuer(), definition);
    }

    private static void requireSame(ConfigurationPlan plan, String state) {
        if (!plan.state().equals(state)) {
            throw new ConfigurationException(
                    Reason.STALE, "The realm has changed since this plan was made; make a new one.", List.of());
        }
    }

    private static void requireNoObstacle(ConfigurationPlan plan) {
        if (!plan.obstacles().isEmpty()) {
            throw new ConfigurationException(
                    Reason.OBSTACLE, "This cannot be applied as it is; nothing was changed.", plan.obstacles());
        }
    }

    private static void requireAllowed(ConfigurationPlan plan, @Nullable String deletionsIn, Realm realm) {
        if (!plan.deletions().isEmpty() && !realm.name().equals(deletionsIn)) {
            throw new ConfigurationException(
                    Reason.DELETES,
                    "This deletes for good; name the realm to say that it may. Nothing was changed.",
                    plan.deletions());
        }
    }

    /**
     * @param replaced clients that stay and get another secret
     * @param trust whether another secret stands between the realm and those it believes
     */
    private record Comparison(RealmChange change, List<String> replaced, boolean trust, ConfigurationPlan plan) {}
}
