package org.gatehouse.server.tokens;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.realm.ChangedClientsStep;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.realm.Risk;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;

/** What people obtained through a client ends with the client, and when it becomes a client of another kind. */
@Component
class EndedClients implements ChangedClientsStep {

    private static final String REASON = "client-removed";

    private final TokenFamilies families;
    private final Devices devices;
    private final SignedOutClients clients;
    private final Trail trail;

    EndedClients(TokenFamilies families, Devices devices, SignedOutClients clients, Trail trail) {
        this.families = families;
        this.devices = devices;
        this.clients = clients;
        this.trail = trail;
    }

    @Override
    public List<Risk> risks(RealmChange change) {
        List<Risk> risks = new ArrayList<>();
        ended(change).forEach(client -> {
            int live = families.countLive(change.before(), client);
            if (live > 0) {
                String what = live == 1 ? "1 sign-in ends" : live + " sign-ins end";
                risks.add(Risk.of(what + " with the client '" + client + "'."));
            }
        });
        return risks;
    }

    @Override
    public void complete(RealmChange change) {
        ended(change)
                .forEach(client -> families.endClient(change.after(), client, REASON)
                        .forEach((account, ended) -> record(change, account, ended)));
    }

    private void record(RealmChange change, UUID account, List<EndedFamily> ended) {
        Realm realm = change.after();
        List<UUID> signedOut = ended.stream()
                .flatMap(family -> Stream.ofNullable(family.device()))
                .toList();
        devices.remove(realm, account, signedOut, change.actor(), REASON); // with an entry for each
        clients.ofFamilies(realm, account, ended);
        for (EndedFamily family : ended) {
            if (family.device() == null) {
                trail.record(trail.event(realm, Activity.TOKEN_REVOKED, family.clientId(), family.sessionReference())
                        .actor(change.actor())
                        .target(Party.client(family.clientId()))
                        .reason(REASON)
                        .detail("family", family.id().toString()));
            }
        }
    }

    private static List<String> ended(RealmChange change) {
        Map<String, ClientDefinition> after = change.after().definition().clients().stream()
                .collect(Collectors.toMap(ClientDefinition::id, client -> client));
        return change.before().definition().clients().stream()
                .filter(client -> {
                    ClientDefinition now = after.get(client.id());
                    return now == null || now.kind() != client.kind();
                })
                .map(ClientDefinition::id)
                .toList();
    }
}
