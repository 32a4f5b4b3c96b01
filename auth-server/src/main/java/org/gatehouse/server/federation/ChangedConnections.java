package org.gatehouse.server.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.ChangedRealmStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.springframework.stereotype.Component;

/** The secrets of connections that come, change or go. A secret comes with the change: the file only says where it is kept. */
@Component
class ChangedConnections implements ChangedRealmStep {

    private final ConnectionSecrets secrets;

    ChangedConnections(ConnectionSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public List<String> obstacles(RealmChange change) {
        List<String> obstacles = new ArrayList<>();
        Connections.of(change.after()).stream()
                .filter(connection -> isNewReference(change.before(), connection))
                .filter(connection -> !change.connectionSecrets().containsKey(connection.alias()))
                .forEach(connection -> obstacles.add("The secret of connection '" + connection.alias() + "' is kept at "
                        + connection.clientSecret() + ", and its value was not sent along."));
        change.connectionSecrets().keySet().stream()
                .filter(alias -> withSecret(change.after(), alias).isEmpty())
                .sorted()
                .forEach(alias ->
                        obstacles.add("A secret was sent for '" + alias + "', which is no connection with a secret."));
        return obstacles;
    }

    @Override
    public List<String> replacedSecrets(RealmChange change) {
        return new TreeMap<>(change.connectionSecrets())
                .entrySet().stream()
                        .filter(sent ->
                                withSecret(change.before(), sent.getKey()).isPresent())
                        .filter(sent -> !secrets.isCurrent(change.before(), sent.getKey(), sent.getValue()))
                        .map(sent -> "connections[" + sent.getKey() + "].clientSecret")
                        .toList();
    }

    @Override
    public void complete(RealmChange change) {
        Realm realm = change.after();
        change.connectionSecrets().forEach((alias, secret) -> {
            if (!secrets.isCurrent(realm, alias, secret)) {
                secrets.store(realm, alias, secret);
            }
        });
        Connections.of(change.before()).stream()
                .filter(connection -> withSecret(realm, connection.alias()).isEmpty())
                .forEach(connection -> secrets.remove(realm, connection.alias()));
    }

    private static boolean isNewReference(Realm before, Connection connection) {
        return connection.clientSecret() != null
                && Connections.find(before, connection.alias())
                        .filter(known -> Objects.equals(known.clientSecret(), connection.clientSecret()))
                        .isEmpty();
    }

    private static Optional<Connection> withSecret(Realm realm, String alias) {
        return Connections.find(realm, alias).filter(connection -> connection.clientSecret() != null);
    }
}
