package org.gatehouse.server.configuration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.realm.file.RealmDifferences;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.file.connections.ConnectionDocument;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.server.configuration.ConnectionAdministration.Preview;
import org.gatehouse.server.configuration.ConnectionException.Reason;
import org.gatehouse.server.groups.RealmGroups;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.realm.Risk;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts one connection into a realm's definition or takes it out, with all that follows, as a realm file would. */
@Component
class ConnectionChange {

    private static final String CONNECTIONS = "connections";
    private static final String SECRET = "clientSecret";

    private final Realms realms;
    private final RealmGroups groups;
    private final OwnRights ownRights;
    private final ChangeEntries entries;
    private final ObjectProvider<ChangedRealmStep> steps;

    ConnectionChange(
            Realms realms,
            RealmGroups groups,
            OwnRights ownRights,
            ChangeEntries entries,
            ObjectProvider<ChangedRealmStep> steps) {
        this.realms = realms;
        this.groups = groups;
        this.ownRights = ownRights;
        this.entries = entries;
        this.steps = steps;
    }

    static ObjectNode definition(Connection connection) {
        return ConnectionDocument.of(connection);
    }

    static String state(Connection connection) {
        try {
            byte[] text = definition(connection).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** @param locked the realm, of which nobody else changes anything meanwhile */
    Connection put(Actor actor, Realm locked, ObjectNode definition, @Nullable String secret) {
        RealmChange change = changeTo(actor, locked, definition, secret);
        apply(actor, change);
        return at(change.after(), definition);
    }

    Preview preview(Actor actor, Realm realm, ObjectNode definition, @Nullable String secret) {
        RealmChange change = changeTo(actor, realm, definition, secret);
        ConfigurationPlan plan = plan(change);
        check(actor, change, plan);
        return new Preview(at(change.after(), definition), plan.differences(), risks(change));
    }

    void remove(Actor actor, Realm locked, Connection connection) {
        RealmDefinition live = live(locked);
        List<Connection> others = live.signIn().connections().stream()
                .filter(other -> !other.equals(connection))
                .toList();
        apply(actor, change(actor, locked, live, live.withConnections(others), Map.of()));
    }

    private RealmChange changeTo(Actor actor, Realm realm, ObjectNode definition, @Nullable String secret) {
        String alias = definition.path("alias").asString("");
        RealmDefinition live = live(realm);
        Optional<Connection> before = live.signIn().connections().stream()
                .filter(known -> known.alias().equals(alias))
                .findFirst();
        RealmDefinition after = read(live, alias, withReference(definition, before.orElse(null), secret));
        return change(actor, realm, live, after, secret == null ? Map.of() : Map.of(alias, secret));
    }

    private RealmDefinition live(Realm realm) {
        return realm.definition().withGroups(groups.of(realm));
    }

    private static RealmChange change(
            Actor actor, Realm realm, RealmDefinition before, RealmDefinition after, Map<String, String> secrets) {
        return new RealmChange(of(realm, before), of(realm, after), Map.of(), secrets, actor.party(), actor.client());
    }

    private void apply(Actor actor, RealmChange change) {
        ConfigurationPlan plan = plan(change);
        check(actor, change, plan);
        if (!plan.isEmpty()) {
            realms.store(change.after());
            entries.record(change, plan);
            steps.orderedStream().forEach(step -> step.complete(change));
        }
    }

    private ConfigurationPlan plan(RealmChange change) {
        RealmDefinition before = change.before().definition();
        List<Difference> differences =
                new ArrayList<>(RealmDifferences.between(before, change.after().definition()));
        steps.orderedStream()
                .flatMap(step -> step.replacedSecrets(change).stream())
                .forEach(path -> differences.add(RealmConfiguration.otherValue(path)));
        return new ConfigurationPlan(
                RealmConfiguration.state(before),
                differences,
                List.of(),
                List.of(), // a preview counts them; a change does not ask
                steps.orderedStream()
                        .flatMap(step -> step.obstacles(change).stream())
                        .toList());
    }

    private List<Risk> risks(RealmChange change) {
        return steps.orderedStream()
                .flatMap(step -> step.risks(change).stream())
                .toList();
    }

    private void check(Actor actor, RealmChange change, ConfigurationPlan plan) {
        ownRights.requireCovering(actor, change, List.of());
        ownRights.requireCoveringTrust(actor, change, !plan.isEmpty());
        if (!plan.obstacles().isEmpty()) {
            throw new ConnectionException(Reason.INVALID, "The connection cannot be like that.", plan.obstacles());
        }
    }

    private static Realm of(Realm realm, RealmDefinition definition) {
        return new Realm(realm.id(), realm.name(), realm.issuer(), definition);
    }

    private static Connection at(Realm realm, ObjectNode definition) {
        String alias = definition.path("alias").asString("");
        return realm.definition().signIn().connections().stream()
                .filter(connection -> connection.alias().equals(alias))
                .findFirst()
                .orElseThrow();
    }

    /** By the rules of the realm file, of which there is no second copy: the whole file is read with the connection in it. */
    private static RealmDefinition read(RealmDefinition live, String alias, ObjectNode definition) {
        ObjectNode file = (ObjectNode) JsonMapper.shared().readTree(RealmFiles.toJson(live));
        ArrayNode connections = file.path(CONNECTIONS) instanceof ArrayNode known ? known : file.putArray(CONNECTIONS);
        int place = place(connections, alias, definition);
        try {
            return RealmFiles.fromJson(file).realm();
        } catch (RealmFileException ex) {
            String pointer = "realm#/" + CONNECTIONS + "/" + place;
            throw new ConnectionException(
                    ex,
                    ex.findings().stream()
                            .map(Finding::toString)
                            .map(text -> text.replace(pointer, "definition"))
                            .toList());
        }
    }

    private static int place(ArrayNode connections, String alias, ObjectNode definition) {
        for (int index = 0; index < connections.size(); index++) {
            if (connections.get(index).path("alias").asString().equals(alias)) {
                connections.set(index, definition);
                return index;
            }
        }
        connections.add(definition);
        return connections.size() - 1;
    }

    /**
     * Where a secret is kept on the service's machine is the realm file's to say, which its operator applies: whoever could
     * name a place here would have any secret of that machine sent to a provider of their own.
     */
    private static ObjectNode withReference(ObjectNode sent, @Nullable Connection before, @Nullable String secret) {
        SecretReference kept = before == null ? null : before.clientSecret();
        String reference = secret == null
                ? Objects.toString(kept, "")
                : SecretReference.stored().toString();
        String said = sent.path(SECRET).asString("");
        if (sent.has(SECRET) && !said.equals(reference) && !said.equals(Objects.toString(kept, ""))) {
            throw new ConnectionException(
                    Reason.INVALID,
                    "Where a secret is kept is changed by a realm file; leave it out of the definition and send its value.");
        }
        ObjectNode definition = sent.deepCopy();
        definition.remove(SECRET);
        String method = definition.path("authMethod").asString("");
        boolean byKey = method.equals(Credential.REALM_KEYS.code()) || method.equals(Credential.CERTIFICATE.code());
        return byKey && secret == null || reference.isEmpty() ? definition : definition.put(SECRET, reference);
    }
}
