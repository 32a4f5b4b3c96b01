package org.gatehouse.server.mail;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells people what was done to their way of signing in, so that they notice when it was somebody else. Part of the
 * transaction that did it. A notice goes to an address that was proven to be theirs; without one, or without a mail
 * server, nobody is told.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SecurityNotices {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");

    private final Accounts accounts;
    private final Outbox outbox;
    private final Clock clock;

    SecurityNotices(Accounts accounts, Outbox outbox, Clock clock) {
        this.accounts = accounts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What happened. */
    public enum Kind {
        /** {@code device}: what is known of it, as text. */
        NEW_DEVICE(MailKind.NEW_DEVICE),
        /** {@code factor}: a second factor's code. */
        FACTOR_ADDED(MailKind.FACTOR_ADDED),
        /** {@code factor}: a second factor's code. */
        FACTOR_REMOVED(MailKind.FACTOR_REMOVED),
        PASSWORD_CHANGED(MailKind.PASSWORD_CHANGED),
        /** By the link that was mailed. */
        PASSWORD_RESET(MailKind.PASSWORD_RESET),
        /** A temporary one, by an administrator. */
        PASSWORD_HANDED_OUT(MailKind.PASSWORD_HANDED_OUT),
        /** {@code company}: as people read it where they choose it. */
        COMPANY_CONNECTED(MailKind.COMPANY_CONNECTED),
        /** {@code company}: as people read it where they choose it. */
        COMPANY_REMOVED(MailKind.COMPANY_REMOVED),
        /** {@code left}: how many there are still. */
        RECOVERY_CODE_USED(MailKind.RECOVERY_CODE_USED),
        EMAIL_CHANGED(MailKind.EMAIL_CHANGED),
        /** {@code network}: from where somebody tried last. */
        SIGN_IN_SLOWED(MailKind.SIGN_IN_SLOWED);

        private final MailKind mail;

        Kind(MailKind mail) {
            this.mail = mail;
        }
    }

    /**
     * Tells the person at their own address.
     *
     * @param facts what the kind says, by the names of {@code mail.fact.*}; never a secret. Time and network are added
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
     */
    public void tell(Realm realm, UUID account, Kind kind, Map<String, String> facts) {
        accounts.find(realm, account).filter(Account::emailVerified).ifPresent(person -> {
            String address = accounts.personalData(person).email();
            if (address != null) {
                tell(realm, person, address, kind, facts);
            }
        });
    }

    /** The same at another address of theirs: the one they had before, for example. */
    public void tellAt(Realm realm, UUID account, String address, Kind kind, Map<String, String> facts) {
        accounts.find(realm, account).ifPresent(person -> tell(realm, person, address, kind, facts));
    }

    private void tell(Realm realm, Account person, String address, Kind kind, Map<String, String> facts) {
        if (person.state() == AccountState.DELETED) {
            return;
        }
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put("time", TIME.format(clock.instant().atZone(ZoneOffset.UTC)));
        CurrentRequest.find().ifPresent(request -> all.put("network", request.address()));
        outbox.put(realm, person, new Mail(kind.mail, address, all, realm.issuer() + "/account", null));
    }
}
