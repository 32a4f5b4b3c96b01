package org.gatehouse.server.email;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.email.VerificationRows.Pending;
import org.gatehouse.server.mail.LinkToken;
import org.gatehouse.server.mail.Mail;
import org.gatehouse.server.mail.MailKind;
import org.gatehouse.server.mail.Outbox;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends the links that prove addresses, and believes them. */
@Component
@Transactional
public class EmailVerification {

    /** Below the realm's path: whoever reads the mail may be signed in nowhere yet. */
    static final String PATH = "/sign-in/verify-email";

    private final VerificationRows rows;
    private final Accounts accounts;
    private final UnprovenAddresses unproven;
    private final Outbox outbox;
    private final SecurityNotices notices;
    private final Trail trail;

    EmailVerification(
            VerificationRows rows,
            Accounts accounts,
            UnprovenAddresses unproven,
            Outbox outbox,
            SecurityNotices notices,
            Trail trail) {
        this.rows = rows;
        this.accounts = accounts;
        this.unproven = unproven;
        this.outbox = outbox;
        this.notices = notices;
        this.trail = trail;
    }

    /** Sends a link to an address the account has, or is to have. Links sent before are void. */
    public void ask(Realm realm, Account account, String address) {
        if (outbox.isOpen()) {
            String link = realm.issuer() + PATH + "?token="
                    + rows.create(realm, account.subject(), address).text();
            outbox.put(realm, account, Mail.withLink(MailKind.VERIFY_EMAIL, address, link));
        }
    }

    /**
     * An administrator gave the account another address, or took it: its owner is told at the old one, and the new one is
     * to be proven unless the administrator vouched for it.
     *
     * @param before the address the account had, if that was proven to be its owner's
     */
    public void changedByAdministrator(Realm realm, Account account, @Nullable String before) {
        rows.remove(realm, account.subject());
        if (before != null) {
            notices.tellAt(realm, account.subject(), before, SecurityNotices.Kind.EMAIL_CHANGED, Map.of());
        }
        String address = accounts.personalData(account).email();
        if (address != null && !account.emailVerified()) {
            ask(realm, account, address);
        }
    }

    /** The address a link was sent to that is neither used nor too old. */
    @Transactional(readOnly = true)
    public Optional<String> pending(Realm realm, UUID account) {
        return rows.of(realm, account).map(Pending::address);
    }

    /** The person thought better of it. */
    void withdraw(Realm realm, UUID account) {
        rows.remove(realm, account);
    }

    /**
     * What a link would do.
     *
     * @param isNew whether the address would take another one's place
     */
    record Offer(Account account, String address, boolean isNew) {}

    @Transactional(readOnly = true)
    public Optional<Offer> offer(Realm realm, LinkToken token) {
        return rows.find(realm, token)
                .flatMap(pending -> accounts.find(realm, pending.account())
                        .filter(EmailVerification::exists)
                        .map(account -> offer(account, pending.address())));
    }

    /**
     * Uses a link up; false when it is good no more.
     *
     * @throws org.gatehouse.server.session.SessionEndedException when the address is new, and the sign-in ended meanwhile
     */
    boolean confirm(Realm realm, LinkToken token) {
        Optional<Pending> pending = rows.use(realm, token);
        Optional<Account> account =
                pending.flatMap(found -> accounts.lock(realm, found.account())).filter(EmailVerification::exists);
        account.ifPresent(
                found -> confirm(realm, found, pending.map(Pending::address).orElseThrow()));
        return account.isPresent();
    }

    private void confirm(Realm realm, Account account, String address) {
        if (offer(account, address).isNew()) {
            SignedIn.requireStanding(account);
        }
        believe(realm, account, address);
    }

    private void believe(Realm realm, Account account, String address) {
        String old = accounts.personalData(account).email();
        boolean wasVerified = account.emailVerified();
        Map<AccountField, @Nullable String> fields = new EnumMap<>(AccountField.class);
        fields.put(AccountField.EMAIL, address);
        fields.put(AccountField.EMAIL_VERIFIED, "true");
        List<Change> changes = accounts.edit(realm, account, new AccountEdit(fields, Map.of()));
        unproven.takeFor(account, realm, address);
        Party person = accounts.party(account);
        if (!changes.isEmpty()) {
            trail.record(trail.event(realm, Activity.USER_UPDATED)
                    .actor(person)
                    .target(person)
                    .changes(changes));
        }
        if (old != null && !old.equals(address)) {
            tell(realm, account, wasVerified ? old : null, address);
        }
    }

    private void tell(Realm realm, Account account, @Nullable String old, String address) {
        if (old != null) {
            notices.tellAt(realm, account.subject(), old, SecurityNotices.Kind.EMAIL_CHANGED, Map.of());
        }
        notices.tellAt(realm, account.subject(), address, SecurityNotices.Kind.EMAIL_CHANGED, Map.of());
    }

    private Offer offer(Account account, String address) {
        return new Offer(
                account, address, !address.equals(accounts.personalData(account).email()));
    }

    private static boolean exists(Account account) {
        return account.state() != AccountState.DELETED;
    }
}
