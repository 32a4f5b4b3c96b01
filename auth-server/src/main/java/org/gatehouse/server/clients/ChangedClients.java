package org.gatehouse.server.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.server.realm.ChangedClientsStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.springframework.stereotype.Component;

/** The secrets of clients that come, change or go. A secret comes with the change: the file only says where it is kept. */
@Component
class ChangedClients implements ChangedClientsStep {

    private final ClientSecrets secrets;
    private final RealmClients clients;

    ChangedClients(ClientSecrets secrets, RealmClients clients) {
        this.secrets = secrets;
        this.clients = clients;
    }

    @Override
    public List<String> obstacles(RealmChange change) {
        List<String> obstacles = new ArrayList<>();
        change.after().definition().clients().stream()
                .filter(client -> isNewReference(change.before(), client))
                .filter(client -> !change.secrets().containsKey(client.id()))
                .forEach(client -> obstacles.add("The secret of client '" + client.id() + "' is kept at "
                        + client.secret() + ", and its value was not sent along."));
        change.secrets().keySet().stream()
                .filter(id ->
                        find(change.after(), id).map(ClientDefinition::isPublic).orElse(true))
                .forEach(id -> obstacles.add("A secret was sent for '" + id + "', which is no client with a secret."));
        return obstacles;
    }

    @Override
    public void complete(RealmChange change) {
        Realm realm = change.after();
        change.secrets().forEach((id, secret) -> {
            if (!secrets.isCurrent(realm, id, secret)) {
                secrets.replace(realm, id, secret);
            }
        });
        change.before().definition().clients().stream()
                .filter(client -> !client.isPublic())
                .filter(client ->
                        find(realm, client.id()).map(ClientDefinition::isPublic).orElse(true))
                .forEach(client -> secrets.remove(realm, client.id()));
        clients.forgetAfterwards(realm);
    }

    private static boolean isNewReference(Realm before, ClientDefinition client) {
        SecretReference reference = client.secret();
        return reference != null
                && !reference.isGenerated()
                && !find(before, client.id())
                        .filter(known -> Objects.equals(known.secret(), client.secret()))
                        .isPresent();
    }

    private static Optional<ClientDefinition> find(Realm realm, String id) {
        return realm.definition().findClient(id);
    }
}
