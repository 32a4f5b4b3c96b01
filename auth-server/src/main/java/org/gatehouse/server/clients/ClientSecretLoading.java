package org.gatehouse.server.clients;

import java.nio.file.Path;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.realm.secret.SecretUnavailableException;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.SecretEnvironment;
import org.gatehouse.server.realm.ExistingRealmCheck;
import org.gatehouse.server.realm.NewRealmStep;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Resolves the secrets a realm file refers to: hashed when the realm is created, compared when it exists. */
@Component
class ClientSecretLoading implements NewRealmStep, ExistingRealmCheck {

    private final ClientSecrets secrets;
    private final SecretEnvironment source;

    ClientSecretLoading(ClientSecrets secrets, SecretEnvironment source) {
        this.secrets = secrets;
        this.source = source;
    }

    @Override
    public void complete(Realm realm, Path file) {
        for (ClientDefinition client : realm.definition().clients()) {
            SecretReference reference = client.secret();
            if (reference != null && !reference.isGenerated()) {
                secrets.store(realm, client.id(), resolve(client, reference, file));
            }
        }
    }

    @Override
    public void check(Realm realm, Path file) {
        for (ClientDefinition client : realm.definition().clients()) {
            SecretReference reference = client.secret();
            if (reference != null && !reference.isGenerated() && !isStored(realm, client, reference, file)) {
                throw new StartRefusedException("The secret of client '" + client.id() + "' in realm '" + realm.name()
                        + "' is not the one " + reference + " holds now; nothing was changed."
                        + " Set the old value again, or start without --realm " + file + " to keep it.");
            }
        }
    }

    private boolean isStored(Realm realm, ClientDefinition client, SecretReference reference, Path file) {
        String hash = secrets.findHash(realm, client.id()).orElse(null);
        return secrets.matches(resolve(client, reference, file), hash);
    }

    private String resolve(ClientDefinition client, SecretReference reference, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            return reference.resolve(source, folder == null ? file : folder);
        } catch (SecretUnavailableException ex) {
            throw new StartRefusedException(
                    file + ": the secret of client '" + client.id() + "' cannot be read: " + ex.getMessage(), ex);
        }
    }
}
