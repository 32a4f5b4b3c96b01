package org.gatehouse.server.configuration;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.clients.ClientSecrets;
import org.gatehouse.server.clients.GeneratedSecret;
import org.gatehouse.server.configuration.ClientException.Reason;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The clients of a realm's definition, one by one. What is changed here is the definition itself, by the rules of the
 * realm file; an exported file has it. The clients that are part of the service are in no definition, so nobody finds
 * them here.
 */
@Component
public class ClientAdministration {

    private final Realms realms;
    private final ClientSecrets secrets;
    private final ClientChange changes;
    private final Attempts attempts;

    ClientAdministration(Realms realms, ClientSecrets secrets, ClientChange changes, Attempts attempts) {
        this.realms = realms;
        this.secrets = secrets;
        this.changes = changes;
        this.attempts = attempts;
    }

    /**
     * Clients in the order of their ids.
     *
     * @param after the last id of the page before; empty for the first page
     * @param text what id or name must contain, in any case; empty for all
     */
    public List<ClientDefinition> page(Actor actor, String after, String text, int limit) {
        actor.require(Permission.CLIENTS_READ);
        String wanted = text.toLowerCase(Locale.ROOT);
        return actor.realm().definition().clients().stream()
                .filter(client -> client.id().compareTo(after) > 0)
                .filter(client -> (client.id() + "\n" + client.displayName())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .sorted(Comparator.comparing(ClientDefinition::id))
                .limit(limit)
                .toList();
    }

    /** The client as the database has it now. */
    public ClientDefinition get(Actor actor, String id) {
        actor.require(Permission.CLIENTS_READ);
        return existing(realms.fresh(actor.realm().name()), id);
    }

    /** Names a state of a client: equal exactly when its definition is. */
    public static String state(ClientDefinition client) {
        return ClientChange.state(client);
    }

    /**
     * Makes a client, with a secret when it authenticates with one.
     *
     * @param definition as a realm file writes it, without secret
     * @throws ClientException when it is not made, and why
     */
    @Transactional
    public ChangedClient create(Actor actor, ObjectNode definition) {
        return attempt(actor, Optional.empty(), () -> {
            Realm realm = locked(actor);
            String id = definition.path("id").asString("");
            if (realm.findClient(id).isPresent()) {
                throw new ClientException(Reason.TAKEN, "A client of the realm has this id.");
            }
            return withSecret(actor, null, changes.put(actor, realm, definition));
        });
    }

    /**
     * Makes a client what the definition says.
     *
     * @param state the {@link #state} it was seen in
     * @throws ClientException when it is not changed, and why
     */
    @Transactional
    public ChangedClient replace(Actor actor, String id, String state, ObjectNode definition) {
        return attempt(actor, find(actor, id), () -> {
            Realm realm = locked(actor);
            ClientDefinition before = seen(realm, id, state);
            if (!id.equals(definition.path("id").asString(id))) {
                throw new ClientException(Reason.INVALID, "A client keeps its id; make another client.");
            }
            return withSecret(actor, before, changes.put(actor, realm, definition.put("id", id)));
        });
    }

    /**
     * What {@link #replace} would make of the client that is there now; nothing is changed.
     *
     * @throws ClientException when it could not be made, and why
     */
    @Transactional(readOnly = true)
    public ClientDefinition preview(Actor actor, ObjectNode definition) {
        actor.require(Permission.CLIENTS_WRITE);
        return changes.preview(actor, realms.fresh(actor.realm().name()), definition);
    }

    /** Ends the client and everything people and programs obtained through it. */
    @Transactional
    public void delete(Actor actor, String id, String state) {
        attempt(actor, find(actor, id), () -> {
            Realm realm = locked(actor);
            changes.remove(actor, realm, seen(realm, id, state));
            return true;
        });
    }

    /** Who may change clients and asks about one: it, as it is now. */
    public ClientDefinition forChange(Actor actor, String id) {
        return attempt(actor, find(actor, id), () -> {
            actor.require(Permission.CLIENTS_WRITE);
            return existing(realms.fresh(actor.realm().name()), id);
        });
    }

    /** A client that has just begun to authenticate with a secret gets one. */
    private ChangedClient withSecret(Actor actor, @Nullable ClientDefinition before, ClientDefinition after) {
        boolean had = before != null && before.authMethod().usesSecret();
        GeneratedSecret made =
                after.authMethod().usesSecret() && !had ? secrets.generate(actor.realm(), after.id()) : null;
        return new ChangedClient(after, made);
    }

    private Realm locked(Actor actor) {
        actor.require(Permission.CLIENTS_WRITE);
        return realms.lock(actor.realm().name());
    }

    private static ClientDefinition seen(Realm realm, String id, String state) {
        ClientDefinition client = existing(realm, id);
        if (!state(client).equals(state)) {
            throw new ClientException(Reason.STALE, "The client has changed since it was looked at; look again.");
        }
        return client;
    }

    private static ClientDefinition existing(Realm realm, String id) {
        return realm.definition().findClient(id).orElseThrow(ClientException::notFound);
    }

    private static Optional<Party> find(Actor actor, String id) {
        return actor.realm().definition().findClient(id).map(client -> Party.client(client.id()));
    }

    private <T> T attempt(Actor actor, Optional<Party> client, Supplier<T> change) {
        return attempts.make(
                actor, Activity.CLIENT_CHANGED, event -> event.target(Attempts.target("client", client)), change);
    }
}
