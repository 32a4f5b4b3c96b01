package org.gatehouse.realm.keycloak;

import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.federation.Connection;

/** What stands where Keycloak wants a secret; empty where there is nothing to say, and Keycloak keeps or makes its own. */
public interface Secrets {

    Optional<String> of(ClientDefinition client);

    Optional<String> of(Connection connection);
}
