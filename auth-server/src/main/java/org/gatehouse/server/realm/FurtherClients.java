package org.gatehouse.server.realm;

import java.time.Duration;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;

/** Clients of a realm that are in no realm file: a Spring bean of the feature that has them. */
@FunctionalInterface
public interface FurtherClients {

    FurtherClients NONE = (realm, clientId) -> Optional.empty();

    /** @param realm the database's key of the realm */
    Optional<ClientDefinition> find(int realm, String clientId);

    /** How long ago people may have signed in where the client does not say (OpenID Connect Registration section 2). */
    default Optional<Duration> defaultMaxAge(int realm, String clientId) {
        return Optional.empty();
    }
}
