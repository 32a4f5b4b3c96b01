package org.gatehouse.server.realm;

import java.time.Duration;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.RealmDefinition;

/**
 * A realm as the service runs it.
 *
 * @param id the database's key
 * @param name the name in paths, issuer and trail
 * @param issuer the realm's issuer identifier (RFC 8414 section 2)
 * @param definition what the realm file says
 * @param further the clients that registered themselves, which are in no file
 */
public record Realm(int id, String name, String issuer, RealmDefinition definition, FurtherClients further) {

    /** A realm to compare or to store, without the clients that registered themselves. */
    public Realm(int id, String name, String issuer, RealmDefinition definition) {
        this(id, name, issuer, definition, FurtherClients.NONE);
    }

    /** A built-in client, one of the realm file, or one that registered itself: in this order, so that none takes a place. */
    public Optional<ClientDefinition> findClient(String clientId) {
        return BuiltInClients.find(this, clientId)
                .or(() -> definition.findClient(clientId))
                .or(() -> further.find(id, clientId));
    }

    /** The {@code max_age} of a request that names none; empty where the client registered none. */
    public Optional<Duration> defaultMaxAge(String clientId) {
        return further.defaultMaxAge(id, clientId);
    }

    @Override
    public String toString() {
        return name;
    }
}
