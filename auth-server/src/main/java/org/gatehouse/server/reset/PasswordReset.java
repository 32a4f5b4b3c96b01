package org.gatehouse.server.reset;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.SignInEnds;
import org.gatehouse.server.mail.LinkToken;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sets a password by a link. */
@Component
class PasswordReset {

    private static final String REASON = "password-reset";

    private final ResetLinks links;
    private final Accounts accounts;
    private final SignInEnds signIns;
    private final SecurityNotices notices;
    private final Trail trail;
    private final TransactionTemplate transactions;

    PasswordReset(
            ResetLinks links,
            Accounts accounts,
            SignInEnds signIns,
            SecurityNotices notices,
            Trail trail,
            TransactionTemplate transactions) {
        this.links = links;
        this.accounts = accounts;
        this.signIns = signIns;
        this.notices = notices;
        this.trail = trail;
        this.transactions = transactions;
    }

    /** Who may set a password by this link: an account that is as it was when the link was made. Changes nothing. */
    Optional<Account> owner(Realm realm, LinkToken token) {
        return links.find(realm, token)
                .flatMap(owner -> accounts.find(realm, owner.account()).filter(owner::isAsItWas));
    }

    /**
     * Uses the link up: the new password, the end of everything the old one opened, and the entries, or nothing of it.
     *
     * @param hash of a password that keeps the realm's rules
     * @return false when the link is good no more: used, expired, voided by a newer one, or its owner may not sign in
     */
    boolean reset(Realm realm, LinkToken token, String hash) {
        return Boolean.TRUE.equals(transactions.execute(status -> links.use(realm, token)
                .flatMap(owner -> accounts.lock(realm, owner.account()).filter(owner::isAsItWas))
                .map(account -> replace(realm, account, hash))
                .orElse(false)));
    }

    /** Somebody came with a link that is not good. */
    void refused(Realm realm) {
        trail.record(trail.event(realm, Activity.CREDENTIAL_RESET)
                .actor(Party.anonymous())
                .outcome(Outcome.FAILURE)
                .reason("invalid-link")
                .detail("credential", "password"));
    }

    /** Somebody with a good link tries one password after the other. */
    void throttled(Realm realm, Account account) {
        trail.record(trail.event(realm, Activity.AUTH_THROTTLED)
                .actor(accounts.party(account))
                .outcome(Outcome.DENIED)
                .reason("too-many-attempts")
                .detail("method", "pwd"));
    }

    private boolean replace(Realm realm, Account account, String hash) {
        UUID id = account.subject();
        Party person = accounts.party(account);
        accounts.resetPassword(realm, id, hash, person);
        signIns.endEverything(realm, account, person, REASON);
        notices.tell(realm, id, SecurityNotices.Kind.PASSWORD_RESET, Map.of());
        return true;
    }
}
