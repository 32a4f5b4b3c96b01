package org.gatehouse.server.configuration;

import java.util.Map;
import org.gatehouse.realm.file.RealmFile;

/**
 * A file somebody wants a realm to be like.
 *
 * @param secrets client id to its secret, in clear, for clients that are new or whose secret may have changed
 * @param connectionSecrets alias of a connection to its secret, alike
 */
public record Proposal(RealmFile file, Map<String, String> secrets, Map<String, String> connectionSecrets) {

    public Proposal {
        secrets = Map.copyOf(secrets);
        connectionSecrets = Map.copyOf(connectionSecrets);
    }

    @Override
    public String toString() {
        return "proposal for realm " + file.realm().realm(); // a record would print the secrets
    }
}
