package org.gatehouse.realm.keycloak.live;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.realm.keycloak.KeycloakPlan;
import org.gatehouse.realm.keycloak.KeycloakRealm;
import org.gatehouse.realm.keycloak.ObjectKind;
import org.gatehouse.realm.keycloak.ObjectName;
import org.gatehouse.realm.keycloak.Step;
import tools.jackson.databind.node.ObjectNode;

/** One realm of a Keycloak that runs. */
public final class LiveRealm {

    private final AdminApi api;
    private final String path;
    /** The client that asks, when it is of this realm: no file takes it away. */
    private final Optional<ObjectName> spared;

    private LiveRealm(AdminApi api, String realm, Optional<ObjectName> spared) {
        this.api = api;
        this.path = "/realms/" + AdminApi.encoded(realm);
        this.spared = spared;
    }

    /**
     * @param base Keycloak's address, without a realm; the caller sees to it that it may get a secret
     * @param realm may be absent
     * @throws KeycloakException when it does not answer or does not know the client
     */
    public static LiveRealm open(URI base, String realm, Credentials credentials) {
        AdminApi api = new AdminApi(base.toString().replaceAll("/+$", ""), credentials);
        Optional<ObjectName> own = Optional.of(new ObjectName(ObjectKind.CLIENT, credentials.clientId()));
        return new LiveRealm(
                api, realm, own.filter(client -> credentials.realm().equals(realm)));
    }

    /**
     * The realm's objects that a realm file could ask for; empty when there is no such realm.
     *
     * @throws KeycloakException when it refuses
     */
    public Map<ObjectName, ObjectNode> read() {
        return ActualRealm.read(api, path);
    }

    /**
     * Compares the realm as it is now.
     *
     * @throws KeycloakException when it refuses
     */
    public Planned plan(KeycloakRealm desired, boolean prune) {
        Map<ObjectName, ObjectNode> actual = read();
        spared.filter(own -> !desired.objects().containsKey(own)).ifPresent(actual::remove);
        return new Planned(KeycloakPlan.of(actual, desired, prune), actual);
    }

    /** Why a plan cannot be applied, a sentence each. */
    public List<String> obstacles(KeycloakPlan plan) {
        return Obstacles.of(api, plan);
    }

    /** What people lose by it, a sentence each. */
    public List<String> risks(KeycloakPlan plan) {
        return Risks.of(api, path, plan);
    }

    /**
     * Makes the realm what it is to be, one object after the other.
     *
     * @param planned just now; somebody who agreed to an earlier plan agreed to this one only if it has the same state
     * @throws KeycloakException when Keycloak refuses a step: what was done until then stays, and the message names it
     */
    public void apply(Planned planned) {
        Changes changes = new Changes(api, path, planned.actual());
        List<Step> steps = planned.plan().steps();
        List<Step> done = new ArrayList<>();
        for (Step step : steps) {
            make(changes, step, done, steps.size());
        }
    }

    /** A plan and what it was made from. */
    public record Planned(KeycloakPlan plan, Map<ObjectName, ObjectNode> actual) {}

    private static void make(Changes changes, Step step, List<Step> done, int all) {
        try {
            changes.make(step);
            done.add(step);
        } catch (KeycloakException ex) {
            throw new KeycloakException(
                    "Stopped at: " + step + ". " + ex.getMessage() + " " + told(done, all)
                            + " Apply again when the cause is gone; it goes on from there.",
                    ex);
        }
    }

    private static String told(List<Step> done, int all) {
        if (done.isEmpty()) {
            return "Nothing was changed.";
        }
        return "Done until then, " + done.size() + " of " + all + ": "
                + String.join(", ", done.stream().map(Step::toString).toList()) + ".";
    }
}
