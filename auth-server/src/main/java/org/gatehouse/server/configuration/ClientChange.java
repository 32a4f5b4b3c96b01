package org.gatehouse.server.configuration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.RealmDefinition;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.file.ClientFiles;
import org.gatehouse.realm.file.RealmDifferences;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.server.configuration.ClientException.Reason;
import org.gatehouse.server.groups.RealmGroups;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts one client into a realm's definition or takes it out, with all that follows, as a realm file would. */
@Component
class ClientChange {

    private static final String CLIENTS = "clients";
    private static final String SECRET = "secret";

    private final Realms realms;
    private final RealmGroups groups;
    private final OwnRights ownRights;
    private final ChangeEntries entries;
    private final ObjectProvider<ChangedRealmStep> steps;

    ClientChange(
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

    static String state(ClientDefinition client) {
        try {
            byte[] text = ClientFiles.toJson(client).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** @param locked the realm, of which nobody else changes anything meanwhile */
    ClientDefinition put(Actor actor, Realm locked, ObjectNode definition) {
        String id = definition.path("id").asString("");
        RealmChange change = changeTo(actor, locked, id, definition);
        apply(actor, change);
        return change.after().definition().findClient(id).orElseThrow();
    }

    /** What {@link #put} would make of it; nothing is changed. */
    ClientDefinition preview(Actor actor, Realm realm, ObjectNode definition) {
        String id = definition.path("id").asString("");
        RealmChange change = changeTo(actor, realm, id, definition);
        check(actor, change);
        return change.after().definition().findClient(id).orElseThrow();
    }

    void remove(Actor actor, Realm locked, ClientDefinition client) {
        RealmDefinition live = live(locked);
        List<ClientDefinition> others =
                live.clients().stream().filter(other -> !other.equals(client)).toList();
        apply(actor, change(actor, locked, live, live.withClients(others)));
    }

    private RealmChange changeTo(Actor actor, Realm realm, String id, ObjectNode definition) {
        ClientDefinition before = realm.definition().findClient(id).orElse(null);
        RealmDefinition live = live(realm);
        return change(actor, realm, live, read(live, id, withReference(definition, before)));
    }

    private RealmDefinition live(Realm realm) {
        return realm.definition().withGroups(groups.of(realm));
    }

    private static RealmChange change(Actor actor, Realm realm, RealmDefinition before, RealmDefinition after) {
        return new RealmChange(of(realm, before), of(realm, after), actor.party(), actor.client());
    }

    private void apply(Actor actor, RealmChange change) {
        ConfigurationPlan plan = check(actor, change);
        if (!plan.isEmpty()) {
            realms.store(change.after());
            entries.record(change, plan);
            steps.orderedStream().forEach(step -> step.complete(change));
        }
    }

    private ConfigurationPlan check(Actor actor, RealmChange change) {
        RealmDefinition before = change.before().definition();
        ConfigurationPlan plan = new ConfigurationPlan(
                RealmConfiguration.state(before),
                RealmDifferences.between(before, change.after().definition()),
                List.of(),
                List.of(),
                steps.orderedStream()
                        .flatMap(step -> step.obstacles(change).stream())
                        .toList());
        ownRights.requireCovering(actor, change, List.of());
        if (!plan.obstacles().isEmpty()) {
            throw new ClientException(Reason.INVALID, "The client cannot be like that.", plan.obstacles());
        }
        return plan;
    }

    private static Realm of(Realm realm, RealmDefinition definition) {
        return new Realm(realm.id(), realm.name(), realm.issuer(), definition);
    }

    /** By the rules of the realm file, of which there is no second copy: the whole file is read with the client in it. */
    private static RealmDefinition read(RealmDefinition live, String id, ObjectNode definition) {
        ObjectNode file = (ObjectNode) JsonMapper.shared().readTree(RealmFiles.toJson(live));
        int place = place((ArrayNode) file.path(CLIENTS), id, definition);
        try {
            return RealmFiles.fromJson(file).realm();
        } catch (RealmFileException ex) {
            String pointer = "realm#/" + CLIENTS + "/" + place;
            throw new ClientException(
                    Reason.INVALID,
                    "The definition of the client is not right.",
                    ex.findings().stream()
                            .map(Finding::toString)
                            .map(text -> text.replace(pointer, "definition"))
                            .toList());
        }
    }

    private static int place(ArrayNode clients, String id, JsonNode definition) {
        for (int index = 0; index < clients.size(); index++) {
            if (clients.get(index).path("id").asString().equals(id)) {
                clients.set(index, definition);
                return index;
            }
        }
        clients.add(definition);
        return clients.size() - 1;
    }

    /** Where a client's secret is kept is the realm file's to say; here the service makes it. */
    private static ObjectNode withReference(ObjectNode sent, @Nullable ClientDefinition before) {
        SecretReference kept = before == null ? null : before.secret();
        String reference = Objects.toString(kept, SecretReference.generated().toString());
        if (sent.has(SECRET) && !sent.path(SECRET).asString("").equals(reference)) {
            throw new ClientException(
                    Reason.INVALID, "Where a secret is kept is changed by a realm file; leave `secret` out.");
        }
        ObjectNode definition = sent.deepCopy();
        definition.remove(SECRET);
        return usesSecret(definition) ? definition.put(SECRET, reference) : definition;
    }

    /** As the realm file fills it in. */
    private static boolean usesSecret(ObjectNode definition) {
        boolean mobile = ClientKind.MOBILE.code().equals(definition.path("kind").asString(""));
        String method = definition
                .path("authMethod")
                .asString((mobile ? AuthMethod.NONE : AuthMethod.CLIENT_SECRET_BASIC).code());
        return Arrays.stream(AuthMethod.values()).anyMatch(known -> known.code().equals(method) && known.usesSecret());
    }
}
