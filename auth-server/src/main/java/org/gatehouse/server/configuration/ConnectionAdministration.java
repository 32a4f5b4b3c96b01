package org.gatehouse.server.configuration;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.server.configuration.ConnectionException.Reason;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.realm.Risk;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The connections of a realm's definition, one by one. What is changed here is the definition itself, by the rules of the
 * realm file and with all that follows; an exported file has it. Whoever decides whom a realm believes can be anybody in it,
 * so it takes all that an administrator may, as it does with a file.
 */
@Component
public class ConnectionAdministration {

    private final Realms realms;
    private final ConnectionChange changes;
    private final Attempts attempts;

    ConnectionAdministration(Realms realms, ConnectionChange changes, Attempts attempts) {
        this.realms = realms;
        this.changes = changes;
        this.attempts = attempts;
    }

    /**
     * What a change would be.
     *
     * @param differences in the words of the realm file; of a secret only that it is another
     * @param risks what people lose or get
     */
    public record Preview(Connection connection, List<Difference> differences, List<Risk> risks) {}

    /** The connections as the database has them now, in the order of the file. */
    public List<Connection> all(Actor actor) {
        actor.require(Permission.CLIENTS_READ);
        return of(realms.fresh(actor.realm().name()));
    }

    /** @throws ConnectionException when there is none */
    public Connection get(Actor actor, String alias) {
        return existing(all(actor), alias);
    }

    /** Names a state of a connection: equal exactly when its definition is. A secret's value is not part of it. */
    public static String state(Connection connection) {
        return ConnectionChange.state(connection);
    }

    /** As a realm file writes it; its secret is a reference. */
    public static ObjectNode definition(Connection connection) {
        return ConnectionChange.definition(connection);
    }

    /**
     * Makes a connection.
     *
     * @param definition as a realm file writes it, without `clientSecret`
     * @param secret the provider knows this service by, in clear; null where it is known by a key
     * @throws ConnectionException when it is not made, and why
     */
    @Transactional
    public Connection create(Actor actor, ObjectNode definition, @Nullable String secret) {
        return attempt(actor, Optional.empty(), () -> {
            Realm realm = locked(actor);
            String alias = definition.path("alias").asString("");
            if (find(of(realm), alias).isPresent()) {
                throw new ConnectionException(Reason.TAKEN, "A connection of the realm has this alias.");
            }
            return changes.put(actor, realm, definition, secret);
        });
    }

    /**
     * Makes a connection what the definition says.
     *
     * @param state the {@link #state} it was seen in
     * @param secret another one, in clear; null keeps the one there is, if there is one for the same provider
     * @throws ConnectionException when it is not changed, and why
     */
    @Transactional
    public Connection replace(Actor actor, String alias, String state, ObjectNode definition, @Nullable String secret) {
        return attempt(actor, Optional.of(alias), () -> {
            Realm realm = locked(actor);
            seen(realm, alias, state);
            if (!alias.equals(definition.path("alias").asString(alias))) {
                throw new ConnectionException(
                        Reason.INVALID,
                        "A connection keeps its alias, which its redirect URI is made of; make another.");
            }
            return changes.put(actor, realm, definition.put("alias", alias), secret);
        });
    }

    /** Removes it: nobody comes by it any more, and what follows from that follows. */
    @Transactional
    public void delete(Actor actor, String alias, String state) {
        attempt(actor, Optional.of(alias), () -> {
            Realm realm = locked(actor);
            changes.remove(actor, realm, seen(realm, alias, state));
            return true;
        });
    }

    /**
     * What {@link #create} or {@link #replace} would change; nothing is changed.
     *
     * @throws ConnectionException when it could not be made, and why
     */
    @Transactional(readOnly = true)
    public Preview preview(Actor actor, ObjectNode definition, @Nullable String secret) {
        actor.require(Permission.REALM_WRITE);
        return changes.preview(actor, realms.fresh(actor.realm().name()), definition, secret);
    }

    /** Who may change connections and asks about one: it, as it is now. */
    public Connection forChange(Actor actor, String alias) {
        return attempt(actor, Optional.of(alias), () -> {
            actor.require(Permission.REALM_WRITE);
            return existing(of(realms.fresh(actor.realm().name())), alias);
        });
    }

    private Realm locked(Actor actor) {
        actor.require(Permission.REALM_WRITE);
        return realms.lock(actor.realm().name());
    }

    private static Connection seen(Realm realm, String alias, String state) {
        Connection connection = existing(of(realm), alias);
        if (!state(connection).equals(state)) {
            throw new ConnectionException(
                    Reason.STALE, "The connection has changed since it was looked at; look again.");
        }
        return connection;
    }

    private static List<Connection> of(Realm realm) {
        return realm.definition().signIn().connections();
    }

    private static Connection existing(List<Connection> connections, String alias) {
        return find(connections, alias).orElseThrow(ConnectionException::notFound);
    }

    private static Optional<Connection> find(List<Connection> connections, String alias) {
        return connections.stream()
                .filter(connection -> connection.alias().equals(alias))
                .findFirst();
    }

    /** A name nobody knows is not written down: it may be anything. */
    private <T> T attempt(Actor actor, Optional<String> alias, Supplier<T> change) {
        Optional<Party> target = alias.flatMap(name -> find(of(actor.realm()), name))
                .map(connection -> ChangeEntries.connection(connection.alias()));
        return attempts.make(
                actor,
                Activity.CONNECTION_CHANGED,
                event -> event.target(Attempts.target("connection", target)),
                change);
    }
}
