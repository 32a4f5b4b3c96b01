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
                .filter(connection -> !change.connectionSecrets().containsKey(connection.alias()))
                .flatMap(connection -> missing(change.before(), connection).stream())
                .forEach(obstacles::add);
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
                        .filter(sent -> withSecret(change.before(), sent.getKey())
                                .filter(known -> !secrets.isCurrent(change.before(), known, sent.getValue()))
                                .isPresent())
                        .map(sent -> "connections[" + sent.getKey() + "].clientSecret")
                        .toList();
    }

    @Override
    public void complete(RealmChange change) {
        Realm realm = change.after();
        Connections.of(change.before()).forEach(connection -> secrets.settle(realm, connection));
        change.connectionSecrets()
                .forEach((alias, secret) -> withSecret(realm, alias)
                        .filter(connection -> !secrets.isCurrent(realm, connection, secret))
                        .ifPresent(connection -> secrets.store(realm, connection, secret)));
        Connections.of(change.before()).stream()
                .filter(connection -> withSecret(realm, connection.alias()).isEmpty())
                .forEach(connection -> secrets.remove(realm, connection.alias()));
    }

    /** Why its secret has to be sent along, if it has to. */
    private Optional<String> missing(Realm before, Connection connection) {
        if (connection.clientSecret() == null) {
            return Optional.empty();
        }
        Optional<Connection> known = Connections.find(before, connection.alias())
                .filter(found -> Objects.equals(found.clientSecret(), connection.clientSecret()));
        if (known.isEmpty()) {
            return Optional.of("The secret of connection '" + connection.alias() + "' is kept at "
                    + connection.clientSecret() + ", and its value was not sent along.");
        }
        return known.filter(found -> !secrets.isSameAuthority(found, connection))
                .map(found -> "The secret of connection '" + connection.alias()
                        + "' is for the provider it led to before, and one for the new provider was not sent along.");
    }

    private static Optional<Connection> withSecret(Realm realm, String alias) {
        return Connections.find(realm, alias).filter(connection -> connection.clientSecret() != null);
    }
}
