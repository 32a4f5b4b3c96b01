package org.gatehouse.server.newpassword;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.password.PasswordHashing;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.PasswordHold;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The password there is, asked before another one is chosen in a session that was there already: whoever sits down at a
 * browser somebody left, or copied its cookie, must not make it theirs because a change fell due.
 */
@Component
class CurrentPassword {

    private final Guesses guesses;
    private final PasswordHashing hashing;
    private final Accounts accounts;
    private final PasswordHold hold;
    private final Trail trail;

    CurrentPassword(Guesses guesses, PasswordHashing hashing, Accounts accounts, PasswordHold hold, Trail trail) {
        this.guesses = guesses;
        this.hashing = hashing;
        this.accounts = accounts;
        this.hold = hold;
        this.trail = trail;
    }

    /** Of whoever just came in another way, too, while the account is one somebody else may have been in. */
    boolean isAsked(SignInAttempt attempt, Account account) {
        return attempt.raised() != null || hold.holds(CurrentRequest.currentRealm(), account);
    }

    /** None when it is right, or was given a moment ago. */
    FormErrors check(
            HttpServletRequest request,
            HttpServletResponse response,
            SignInAttempt attempt,
            Account account,
            @Nullable String typed) {
        if (!isAsked(attempt, account)) {
            return FormErrors.none();
        }
        Realm realm = CurrentRequest.currentRealm();
        Guesses.Guess guess = guesses.count(request, realm, Kind.PASSWORD, account.subject());
        if (guess.isTooMany()) {
            trail.record(event(realm, Activity.AUTH_THROTTLED, attempt, account)
                    .outcome(Outcome.DENIED)
                    .reason("too-many-attempts")
                    .detail("method", "pwd"));
            return TooManyTries.answer(response, guess.pause());
        }
        if (!hashing.matches(typed == null ? "" : typed, account.passwordHash())) {
            trail.record(event(realm, Activity.CREDENTIAL_CHANGED, attempt, account)
                    .target(accounts.party(account))
                    .outcome(Outcome.FAILURE)
                    .reason("wrong-password"));
            return FormErrors.on("current", "password.wrong");
        }
        guess.giveBack();
        return FormErrors.none();
    }

    private AuditEvent.Builder event(Realm realm, Activity activity, SignInAttempt attempt, Account account) {
        return trail.event(realm, activity, attempt.goal().client(), attempt.raised())
                .actor(accounts.party(account));
    }
}
