package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.file.ClientFiles;
import org.gatehouse.server.clients.ClientSecret;
import org.gatehouse.server.clients.GeneratedSecret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client as the API shows it.
 *
 * @param definition as a realm file writes it
 * @param secrets the secrets it has, without their values
 * @param newSecret the one that was just made, shown this once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClientJson(
        ObjectNode definition,
        List<SecretJson> secrets,
        @Nullable NewSecretJson newSecret) {

    static ClientJson of(ClientDefinition client, List<ClientSecret> secrets, @Nullable GeneratedSecret made) {
        return new ClientJson(
                ClientFiles.toJson(client),
                secrets.stream().map(SecretJson::of).toList(),
                made == null ? null : NewSecretJson.of(made));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SecretJson(UUID id, Instant createdAt, @Nullable Instant endsAt) {

        static SecretJson of(ClientSecret secret) {
            return new SecretJson(secret.id(), secret.createdAt(), secret.endsAt());
        }
    }

    record NewSecretJson(UUID id, String value) {

        static NewSecretJson of(GeneratedSecret secret) {
            return new NewSecretJson(secret.id(), secret.value());
        }

        @Override
        public String toString() {
            return "secret " + id; // a record would print the value
        }
    }
}
