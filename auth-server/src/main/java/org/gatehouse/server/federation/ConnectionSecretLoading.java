package org.gatehouse.server.federation;

import java.nio.file.Path;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.realm.secret.SecretUnavailableException;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.SecretEnvironment;
import org.gatehouse.server.realm.ExistingRealmCheck;
import org.gatehouse.server.realm.NewRealmStep;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Resolves the secrets of connections a realm file refers to: stored when the realm is created, compared when it exists. */
@Component
class ConnectionSecretLoading implements NewRealmStep, ExistingRealmCheck {

    private final ConnectionSecrets secrets;
    private final SecretEnvironment source;

    ConnectionSecretLoading(ConnectionSecrets secrets, SecretEnvironment source) {
        this.secrets = secrets;
        this.source = source;
    }

    @Override
    public void complete(Realm realm, Path file) {
        for (Connection connection : realm.definition().signIn().connections()) {
            SecretReference reference = connection.clientSecret();
            if (reference != null && !reference.isStored()) { // else its value comes by itself
                secrets.store(realm, connection, resolve(connection, reference, file));
            }
        }
    }

    @Override
    public void check(Realm realm, Path file) {
        for (Connection connection : realm.definition().signIn().connections()) {
            SecretReference reference = connection.clientSecret();
            String alias = connection.alias();
            if (reference != null
                    && !reference.isStored()
                    && !secrets.isCurrent(realm, connection, resolve(connection, reference, file))) {
                throw new StartRefusedException("The secret of connection '" + alias + "' in realm '" + realm.name()
                        + "' is not the one " + reference + " holds now; nothing was changed."
                        + " './gatehouse realm apply " + file + "' takes the new one over; start without --realm "
                        + file
                        + " to keep the old one.");
            }
        }
    }

    private String resolve(Connection connection, SecretReference reference, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            return reference.resolve(source, folder == null ? file : folder);
        } catch (SecretUnavailableException ex) {
            throw new StartRefusedException(
                    file + ": the secret of connection '" + connection.alias() + "' cannot be read: " + ex.getMessage(),
                    ex);
        }
    }
}
