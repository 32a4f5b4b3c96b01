package org.gatehouse.server.tokens;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells whoever wants to know which clients are concerned when something ends. Within the transaction that ends it. */
@Component
class SignedOutClients {

    private final TokenFamilies families;
    private final ObjectProvider<ClientsSignedOut> listeners;

    SignedOutClients(TokenFamilies families, ObjectProvider<ClientsSignedOut> listeners) {
        this.families = families;
        this.listeners = listeners;
    }

    /** Sign-ins are over: also for clients that gave their tokens back before and may still have sessions of their own. */
    Set<ClientSession> ofSignIns(
            Realm realm, UUID account, Collection<String> references, Collection<EndedFamily> ended) {
        Set<ClientSession> clients = new LinkedHashSet<>(families.givenBack(realm, account, references));
        ended.forEach(family -> clients.add(family.of()));
        return told(realm, account, clients);
    }

    /** Tokens are over; the sign-in they were obtained in may go on. */
    void ofFamilies(Realm realm, UUID account, Collection<EndedFamily> ended) {
        Set<ClientSession> clients = new LinkedHashSet<>();
        ended.forEach(family -> clients.add(family.of()));
        told(realm, account, clients);
    }

    Set<ClientSession> told(Realm realm, UUID account, Set<ClientSession> clients) {
        if (!clients.isEmpty()) {
            listeners.forEach(listener -> listener.signedOut(realm, account, clients));
        }
        return clients;
    }
}
