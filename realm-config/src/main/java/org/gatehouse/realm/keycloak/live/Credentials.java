package org.gatehouse.realm.keycloak.live;

/**
 * The client that reads and changes a realm.
 *
 * @param realm the client is in; only one of {@code master} can make a realm that is absent
 */
public record Credentials(String realm, String clientId, String secret) {

    @Override
    public String toString() {
        return "client " + clientId + " of realm " + realm; // a record would print the secret
    }
}
