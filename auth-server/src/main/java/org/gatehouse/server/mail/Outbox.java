package org.gatehouse.server.mail;

import com.github.f4b6a3.uuid.UuidCreator;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where letters are put, to be sent when the transaction they belong to has committed. */
@Component
public class Outbox {

    private final Delivery delivery;
    private final LetterText text;
    private final MailRows rows;
    private final MailWorker worker;

    Outbox(Delivery delivery, LetterText text, MailRows rows, MailWorker worker) {
        this.delivery = delivery;
        this.text = text;
        this.rows = rows;
        this.worker = worker;
    }

    /** Whether this service sends mail at all; what needs it is not offered otherwise. */
    public boolean isOpen() {
        return delivery.isPossible();
    }

    /**
     * Puts a letter out, in the account's language. Nothing happens when the service sends no mail: what cannot be sent
     * is not kept.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void put(Realm realm, Account account, Mail mail) {
        if (!isOpen()) {
            return;
        }
        rows.insert(
                realm,
                account.subject(),
                mail.kind(),
                text.write(realm, account, mail, UuidCreator.getTimeOrderedEpoch()));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                worker.wake();
            }
        });
    }
}
