package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.UserNames;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides about a user name and password. Each call that is not throttled hashes exactly once. */
@Component
class PasswordSignIn {

    private final Accounts accounts;
    private final PasswordHashing hashing;
    private final Guesses guesses;
    private final PasswordHold hold;
    private final Trail trail;
    private final Clock clock;

    PasswordSignIn(
            Accounts accounts, PasswordHashing hashing, Guesses guesses, PasswordHold hold, Trail trail, Clock clock) {
        this.accounts = accounts;
        this.hashing = hashing;
        this.guesses = guesses;
        this.hold = hold;
        this.trail = trail;
        this.clock = clock;
    }

    SignInResult attempt(HttpServletRequest request, Realm realm, String login, String password) {
        Optional<Account> found = UserNames.isValid(login) ? accounts.findByLogin(realm, login) : Optional.empty();
        Guesses.Guess guess = guesses.count(request, realm, Kind.PASSWORD, found.orElse(null), UserNames.key(login));
        if (guess.isTooMany()) {
            refuse(realm, Activity.AUTH_THROTTLED, found, "too-many-attempts");
            return new SignInResult.Throttled(guess.pause());
        }
        boolean right =
                hashing.matches(password, found.map(Account::passwordHash).orElse(null));
        SignInResult result = judge(realm, found, right);
        if (result instanceof SignInResult.Accepted accepted) {
            guess.giveBack();
            return new SignInResult.Accepted(upgraded(realm, accepted.account(), password));
        }
        return result;
    }

    private SignInResult judge(Realm realm, Optional<Account> found, boolean right) {
        if (found.isEmpty()) {
            refuse(realm, Activity.AUTH_LOGIN, found, "unknown-account");
            return new SignInResult.Refused();
        }
        if (!right) {
            refuse(realm, Activity.AUTH_LOGIN, found, "wrong-password");
            return new SignInResult.Refused();
        }
        if (!found.get().isActive()) {
            refuse(realm, Activity.AUTH_LOGIN, found, "account-disabled");
            return new SignInResult.Refused();
        }
        if (found.get().isPasswordExpired(clock.instant())) {
            refuse(realm, Activity.AUTH_LOGIN, found, "expired");
            return new SignInResult.Refused();
        }
        if (hold.holds(realm, found.get())) {
            refuse(realm, Activity.AUTH_LOGIN, found, "reported-sign-in");
            return new SignInResult.Held();
        }
        return new SignInResult.Accepted(found.get());
    }

    /** The account as it is afterwards, unless more than the hash is different: what was proven was of the one before. */
    private Account upgraded(Realm realm, Account account, String password) {
        String hash = account.passwordHash();
        if (hash == null || !hashing.needsUpgrade(hash)) {
            return account;
        }
        boolean upgraded = accounts.upgradeHash(realm, account.subject(), hash, hashing.hash(password));
        return accounts.find(realm, account.subject())
                .filter(now -> upgraded && now.signInEpoch() == account.signInEpoch())
                .orElse(account);
    }

    private void refuse(Realm realm, Activity activity, Optional<Account> found, String reason) {
        @Nullable Account account = found.orElse(null);
        Party actor = account == null ? Party.anonymous() : accounts.party(account);
        AuditEvent.Builder event = trail.event(realm, activity)
                .actor(actor)
                .outcome(activity == Activity.AUTH_THROTTLED ? Outcome.DENIED : Outcome.FAILURE)
                .reason(reason)
                .detail("method", "pwd");
        trail.record(event);
    }
}
