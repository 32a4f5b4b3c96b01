package org.gatehouse.server.registration;

import org.gatehouse.server.clients.GeneratedSecret;
import org.gatehouse.server.clients.SelfRegistered;
import org.jspecify.annotations.Nullable;

/**
 * A client as it is answered (RFC 7591 section 3.2.1).
 *
 * @param secret the one that was just made; null when none was
 * @param token its registration access token, in clear
 */
record Registered(SelfRegistered client, @Nullable GeneratedSecret secret, String token) {

    @Override
    public String toString() {
        return client.toString(); // a record would print the token
    }
}
