package org.gatehouse.server.realm;

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
 */
public record Realm(int id, String name, String issuer, RealmDefinition definition) {

    /** A client of the realm file, or a built-in one; those come first, so that nothing takes their place. */
    public Optional<ClientDefinition> findClient(String clientId) {
        return BuiltInClients.find(this, clientId).or(() -> definition.findClient(clientId));
    }

    @Override
    public String toString() {
        return name;
    }
}
