package org.gatehouse.server.logout;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.subjects.Subjects;
import org.gatehouse.server.tokens.ClientSession;
import org.gatehouse.server.tokens.ClientsSignedOut;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Puts out what clients are to be told, in the transaction that ends what they obtained: either both are there or neither,
 * whatever dies in between (OpenID Connect Back-Channel Logout 1.0 section 2.3).
 */
@Component
class BackChannel implements ClientsSignedOut {

    private final NoticeRows rows;
    private final NoticeWorker worker;
    private final Subjects subjects;

    BackChannel(NoticeRows rows, NoticeWorker worker, Subjects subjects) {
        this.rows = rows;
        this.worker = worker;
        this.subjects = subjects;
    }

    @Override
    public void signedOut(Realm realm, UUID account, Set<ClientSession> ended) {
        List<ClientSession> listening = ended.stream()
                .filter(session -> realm.findClient(session.clientId())
                        .filter(BackChannel::listens)
                        .isPresent())
                .toList();
        listening.forEach(
                session -> rows.insert(realm, account, subjects.of(realm, session.clientId(), account), session));
        if (!listening.isEmpty()) {
            wakeAfterwards();
        }
    }

    private static boolean listens(ClientDefinition client) {
        return client.features().logout().backchannel() != null;
    }

    private void wakeAfterwards() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                worker.wake();
            }
        });
    }
}
