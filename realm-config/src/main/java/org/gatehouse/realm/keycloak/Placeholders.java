package org.gatehouse.realm.keycloak;

import java.util.Locale;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.secret.SecretReference;
import org.jspecify.annotations.Nullable;

/**
 * Secrets as Keycloak's own references to its environment, which it resolves while it imports: {@code ${NAME}}. It has none to
 * a file, so what the realm file keeps in one gets a variable named after its owner.
 */
final class Placeholders implements Secrets {

    private static final String ENVIRONMENT = "env:";

    @Override
    public Optional<String> of(ClientDefinition client) {
        return reference(client.secret(), "GATEHOUSE_CLIENT_" + client.id());
    }

    @Override
    public Optional<String> of(Connection connection) {
        return reference(connection.clientSecret(), "GATEHOUSE_CONNECTION_" + connection.alias());
    }

    private static Optional<String> reference(@Nullable SecretReference secret, String owner) {
        if (secret == null || secret.isGenerated()) {
            return Optional.empty();
        }
        String text = secret.toString();
        String variable = text.startsWith(ENVIRONMENT)
                ? text.substring(ENVIRONMENT.length())
                : owner.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return Optional.of("${" + variable + "}");
    }
}
