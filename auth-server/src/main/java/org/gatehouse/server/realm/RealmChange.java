package org.gatehouse.server.realm;

import java.util.Map;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;

/**
 * A realm that becomes another, in one transaction.
 *
 * @param before as it is
 * @param after as it is to be; the same row
 * @param secrets client id to the secret that was sent along, in clear; never in a log or an entry
 * @param connectionSecrets alias of a connection to the secret that was sent along, alike
 * @param actor under whose name everything is recorded
 * @param client the client that is used for it, if one is
 */
public record RealmChange(
        Realm before,
        Realm after,
        Map<String, String> secrets,
        Map<String, String> connectionSecrets,
        Party actor,
        @Nullable String client) {

    public RealmChange {
        secrets = Map.copyOf(secrets);
        connectionSecrets = Map.copyOf(connectionSecrets);
    }

    /** A change nobody sent a secret with. */
    public RealmChange(Realm before, Realm after, Party actor, @Nullable String client) {
        this(before, after, Map.of(), Map.of(), actor, client);
    }

    @Override
    public String toString() {
        return "change of realm " + before; // a record would print the secrets
    }
}
