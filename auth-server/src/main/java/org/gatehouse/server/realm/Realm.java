package org.gatehouse.server.realm;

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

    @Override
    public String toString() {
        return name;
    }
}
