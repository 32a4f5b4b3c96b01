package org.gatehouse.server.launch;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.keycloak.FileOfRealm;
import org.gatehouse.realm.keycloak.Gap;
import org.gatehouse.realm.keycloak.Gaps;
import org.gatehouse.realm.keycloak.KeycloakPlan;
import org.gatehouse.realm.keycloak.KeycloakRealm;
import org.gatehouse.realm.keycloak.NotRenderableException;
import org.gatehouse.realm.keycloak.ObjectName;
import org.gatehouse.realm.keycloak.Secrets;
import org.gatehouse.realm.keycloak.live.Credentials;
import org.gatehouse.realm.keycloak.live.KeycloakException;
import org.gatehouse.realm.keycloak.live.LiveRealm;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.configuration.ConfigurationPlan;
import org.gatehouse.server.configuration.Proposal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A realm of a Keycloak that runs, through its admin API. */
final class KeycloakTarget implements ConfigurationTarget {

    private final String realm;
    private final URI base;
    private final LiveRealm live;

    private KeycloakTarget(URI base, String realm, LiveRealm live) {
        this.base = base;
        this.realm = realm;
        this.live = live;
    }

    /** @throws StartRefusedException when it cannot be reached, or does not know the client */
    static KeycloakTarget open(URI base, String realm, Credentials credentials) {
        return new KeycloakTarget(base, realm, refusing(() -> LiveRealm.open(base, realm, credentials)));
    }

    @Override
    public String name() {
        return "realm " + realm + " of Keycloak at " + base;
    }

    /** Whether Keycloak has the realm, be it as a file says or not. */
    boolean exists() {
        return !refusing(live::read).isEmpty();
    }

    @Override
    public RealmDefinition current() {
        Map<ObjectName, ObjectNode> objects = refusing(live::read);
        if (objects.isEmpty()) {
            throw new StartRefusedException("This Keycloak has no realm '" + realm + "'.");
        }
        try {
            return FileOfRealm.of(objects);
        } catch (RealmFileException ex) {
            throw new StartRefusedException("The realm has what no realm file may say.\n" + ex.getMessage(), ex);
        }
    }

    @Override
    public List<Gap> gaps(RealmFile file) {
        return Gaps.of(file.realm(), false);
    }

    @Override
    public ConfigurationPlan plan(Proposal proposal) {
        return refusing(() -> {
            KeycloakPlan plan = planned(proposal).plan();
            return told(plan, live.risks(plan), live.obstacles(plan));
        });
    }

    @Override
    public ConfigurationPlan apply(Proposal proposal, String state, @Nullable String deletionsIn) {
        return refusing(() -> {
            LiveRealm.Planned planned = planned(proposal);
            KeycloakPlan plan = planned.plan();
            if (!plan.state().equals(state)) {
                throw new StartRefusedException("The realm is not as it was when this was planned. Plan again.");
            }
            refuse("The realm cannot be changed so.", live.obstacles(plan));
            if (!realm.equals(deletionsIn)) {
                refuse(
                        "This would delete for good, which takes --allow-delete and the realm's name.",
                        plan.deletions());
            }
            live.apply(planned);
            return told(plan, List.of(), List.of());
        });
    }

    @Override
    public void close() {
        // the connections end with the process
    }

    private static void refuse(String why, List<String> details) {
        if (!details.isEmpty()) {
            throw new StartRefusedException(LocalTarget.sentence(why, details));
        }
    }

    private LiveRealm.Planned planned(Proposal proposal) {
        RealmDefinition definition = proposal.file().realm();
        KeycloakRealm desired =
                KeycloakRealm.of(definition, secrets(proposal)).withAcceptedGaps(Gaps.of(definition, false));
        return live.plan(desired, proposal.file().prune());
    }

    private static ConfigurationPlan told(KeycloakPlan plan, List<String> risks, List<String> obstacles) {
        return new ConfigurationPlan(plan.state(), plan.differences(), plan.deletions(), risks, obstacles);
    }

    private static Secrets secrets(Proposal proposal) {
        return new Secrets() {
            @Override
            public Optional<String> of(ClientDefinition client) {
                return find(proposal.secrets(), client.id());
            }

            @Override
            public Optional<String> of(Connection connection) {
                return find(proposal.connectionSecrets(), connection.alias());
            }
        };
    }

    private static Optional<String> find(Map<String, String> secrets, String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    private static <T> T refusing(Supplier<T> work) {
        try {
            return work.get();
        } catch (KeycloakException | NotRenderableException ex) {
            throw new StartRefusedException(String.valueOf(ex.getMessage()), ex);
        }
    }
}
