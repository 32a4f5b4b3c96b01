package org.gatehouse.server.factor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.Guesses;
import org.gatehouse.server.signin.SignInAttempt;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.signin.TooManyTries;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.FormErrors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** A code typed on the way in, of whatever kind: counted before it is looked at, and an entry when it was wrong. */
@Component
class SignInCode {

    /** How often somebody is wrong before they are told about clocks. */
    private static final int WRONG_BEFORE_HINT = 2;

    private static final String WRONG = SignInCode.class.getName() + ".wrong";

    private final Guesses guesses;
    private final Accounts accounts;
    private final Trail trail;

    SignInCode(Guesses guesses, Accounts accounts, Trail trail) {
        this.guesses = guesses;
        this.accounts = accounts;
        this.trail = trail;
    }

    /** What is wrong with a code; the text's code is followed by {@code .hint} when it was wrong more than once. */
    record Refusal(String reason, String message) {}

    Account account(SignInAttempt attempt) {
        return accounts.find(CurrentRequest.currentRealm(), attempt.account())
                .filter(Account::isActive)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.GONE));
    }

    /**
     * Tries a code.
     *
     * @param check uses the code up; empty when it was right
     * @return none when it was right
     */
    FormErrors attempt(
            HttpServletRequest request,
            HttpServletResponse response,
            SignInAttempt attempt,
            SecondFactor factor,
            SignInThrottle.Kind counter,
            Supplier<Optional<Refusal>> check) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = account(attempt);
        Guesses.Guess guess = guesses.count(request, realm, counter, account.subject());
        if (guess.isTooMany()) {
            record(realm, Activity.AUTH_THROTTLED, attempt, account, factor, Outcome.DENIED, "too-many-attempts");
            return TooManyTries.answer(response, guess.pause());
        }
        Optional<Refusal> refusal = check.get();
        if (refusal.isPresent()) {
            record(
                    realm,
                    Activity.AUTH_FACTOR,
                    attempt,
                    account,
                    factor,
                    Outcome.FAILURE,
                    refusal.get().reason());
            return FormErrors.on("code", refusal.get().message() + (wrongAgain(request) ? ".hint" : ""));
        }
        guess.giveBack();
        request.getSession().removeAttribute(WRONG);
        return FormErrors.none();
    }

    private void record(
            Realm realm,
            Activity activity,
            SignInAttempt attempt,
            Account account,
            SecondFactor factor,
            Outcome outcome,
            String reason) {
        var event = trail.event(realm, activity, attempt.goal().client(), attempt.raised())
                .actor(accounts.party(account))
                .outcome(outcome)
                .reason(reason)
                .detail("method", "otp");
        trail.record(activity == Activity.AUTH_FACTOR ? event.detail("factor", factor.code()) : event);
    }

    private static boolean wrongAgain(HttpServletRequest request) {
        HttpSession session = request.getSession();
        int wrong = session.getAttribute(WRONG) instanceof Integer before ? before + 1 : 1;
        session.setAttribute(WRONG, wrong);
        return wrong >= WRONG_BEFORE_HINT;
    }
}
