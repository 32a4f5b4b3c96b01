package org.gatehouse.server.clients;

import java.util.UUID;

/**
 * A secret that was just made.
 *
 * @param value in clear, on its way to whoever asked for it
 */
public record GeneratedSecret(UUID id, String value) {

    @Override
    public String toString() {
        return "secret " + id; // a record would print the value
    }
}
