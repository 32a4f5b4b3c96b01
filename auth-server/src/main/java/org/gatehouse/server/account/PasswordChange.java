package org.gatehouse.server.account;

import jakarta.persistence.OptimisticLockException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.mail.SecurityNotices;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.password.PasswordRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.tokens.SignInEnding;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.FormErrors;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Replaces a password and ends what the old one opened elsewhere. */
@Component
class PasswordChange {

    private final Accounts accounts;
    private final PasswordHashing hashing;
    private final PasswordRules rules;
    private final Guesses guesses;
    private final SignInEnding signIns;
    private final SecurityNotices notices;
    private final Trail trail;
    private final TransactionTemplate transactions;

    PasswordChange(
            Accounts accounts,
            PasswordHashing hashing,
            PasswordRules rules,
            Guesses guesses,
            SignInEnding signIns,
            SecurityNotices notices,
            Trail trail,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.rules = rules;
        this.guesses = guesses;
        this.signIns = signIns;
        this.notices = notices;
        this.trail = trail;
        this.transactions = transactions;
    }

    FormErrors change(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            Account account,
            SignedInAccount person,
            String current,
            String wanted,
            Locale locale) {
        Guesses.Guess guess = guesses.count(request, realm, SignInThrottle.Kind.PASSWORD, account.subject());
        if (guess.isTooMany()) {
            trail.record(trail.event(realm, Activity.AUTH_THROTTLED, null, person.reference())
                    .actor(accounts.party(account))
                    .outcome(Outcome.DENIED)
                    .reason("too-many-attempts")
                    .detail("method", "pwd"));
            return TooManyTries.answer(response, guess.pause());
        }
        if (!hashing.matches(current, account.passwordHash())) {
            return wrong(realm, account, person);
        }
        guess.giveBack();
        if (PasswordHashing.normalize(current).equals(PasswordHashing.normalize(wanted))) {
            return FormErrors.on("password", "password.same");
        }
        FormErrors again = PasswordRules.errors(rules.checkHistory(realm, account, wanted), locale);
        if (again.any()) {
            return again;
        }
        return replace(realm, account, person, hashing.hash(wanted))
                ? FormErrors.none()
                : wrong(realm, account, person);
    }

    private FormErrors wrong(Realm realm, Account account, SignedInAccount person) {
        trail.record(trail.event(realm, Activity.CREDENTIAL_CHANGED, null, person.reference())
                .actor(accounts.party(account))
                .target(accounts.party(account))
                .outcome(Outcome.FAILURE)
                .reason("wrong-password"));
        return FormErrors.on("current", "password.wrong");
    }

    /**
     * The new password, the end of what the old one opened, and the entries: all of it or nothing.
     *
     * @return false when the password that was checked is no longer the current one: somebody was faster
     */
    private boolean replace(Realm realm, Account checked, SignedInAccount person, String hash) {
        Party party = accounts.party(checked);
        try {
            return Boolean.TRUE.equals(transactions.execute(status -> {
                boolean current = accounts.find(realm, checked.subject())
                        .filter(now -> Objects.equals(now.passwordHash(), checked.passwordHash()))
                        .isPresent();
                if (current) {
                    accounts.changePassword(realm, checked.subject(), hash, party);
                    signIns.endOthers(realm, person, party, "password-changed");
                    notices.tell(realm, checked.subject(), SecurityNotices.Kind.PASSWORD_CHANGED, Map.of());
                }
                return current;
            }));
        } catch (OptimisticLockException | OptimisticLockingFailureException ex) {
            return false;
        }
    }
}
