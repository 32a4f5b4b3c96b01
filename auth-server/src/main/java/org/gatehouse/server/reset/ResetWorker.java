package org.gatehouse.server.reset;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.mail.Mail;
import org.gatehouse.server.mail.MailKind;
import org.gatehouse.server.mail.Outbox;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.reset.ResetRequests.Request;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks who asked for a new password and puts the link out, on every node. A link goes only to an address that was proven
 * to be the person's: to any other it would hand the account to a stranger.
 */
@Component
class ResetWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ResetWorker.class);

    private static final int REQUESTS_A_RUN = 100;

    private final ResetRequests requests;
    private final ResetLinks links;
    private final Realms realms;
    private final Accounts accounts;
    private final Outbox outbox;
    private final Guesses guesses;
    private final ObjectProvider<NoPasswordHere> elsewhere;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ResetWorker(
            ResetRequests requests,
            ResetLinks links,
            Realms realms,
            Accounts accounts,
            Outbox outbox,
            Guesses guesses,
            ObjectProvider<NoPasswordHere> elsewhere,
            TransactionTemplate transactions,
            Clock clock) {
        this.requests = requests;
        this.links = links;
        this.realms = realms;
        this.accounts = accounts;
        this.outbox = outbox;
        this.guesses = guesses;
        this.elsewhere = elsewhere;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT1S")
    void run() {
        try {
            for (int i = 0; i < REQUESTS_A_RUN && outbox.isOpen() && step(); i++) {
                // one after the other
            }
        } catch (RuntimeException ex) {
            LOG.warn("Requests for a new password wait: {}", ex.getMessage());
        }
    }

    /** One request; false when there is none. */
    boolean step() {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            Optional<Request> request = requests.take();
            request.ifPresent(this::answer);
            return request.isPresent();
        }));
    }

    private void answer(Request request) {
        Instant oldest = clock.instant().minus(MailKind.RESET_LINK.useful());
        if (request.at().isBefore(oldest) || !UserNames.isValid(request.identifier())) {
            return; // nobody waits for it any more, or nobody ever had that name
        }
        realms.find(request.realm())
                .ifPresent(realm -> accounts.findByLogin(realm, request.identifier())
                        .filter(Account::isActive)
                        .filter(Account::emailVerified)
                        .filter(account -> elsewhere.stream().noneMatch(sign -> sign.isFor(realm, account)))
                        .filter(account -> accounts.personalData(account).email() != null)
                        .filter(account ->
                                guesses.mayWrite(realm, Kind.FORGOTTEN, account.subject(), request.browser()))
                        .ifPresent(account ->
                                send(realm, account, guesses.isKnown(realm, account.subject(), request.browser()))));
    }

    private void send(Realm realm, Account account, boolean knownBrowser) {
        String address = accounts.personalData(account).email();
        if (address != null) {
            String link = realm.issuer() + ResetController.PATH + "?token="
                    + links.create(realm, account, knownBrowser).text();
            outbox.put(realm, account, Mail.withLink(MailKind.RESET_LINK, address, link));
        }
    }
}
