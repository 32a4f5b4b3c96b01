package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.realm.signin.SecondFactor;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.network.NetworkRules;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.web.PageHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The way from a first factor to a session: second factor, required actions, done. Where a sign-in stands is computed from
 * what was proven and the realm's policy each time it is asked, so no page can be skipped by asking for a later one, and a
 * policy that changes meanwhile counts. Each step's entry is durable before its answer leaves.
 *
 * <p>Every method answers where to send the browser next.
 */
@Component
public class SignInFlow {

    /** The page where somebody without a factor that is demanded sets one up. */
    public static final String ENROL = "enrol";

    private final SignInAttempts attempts;
    private final PendingRequests pendingRequests;
    private final SignInSteps steps;
    private final SecondFactors factors;
    private final PasswordHold hold;
    private final SignInSessions sessions;
    private final NetworkRules networks;
    private final ObjectProvider<RememberedFactor> remembered;
    private final Arrivals arrivals;
    private final Accounts accounts;
    private final Trail trail;
    private final Clock clock;

    SignInFlow(
            SignInAttempts attempts,
            PendingRequests pendingRequests,
            SignInSteps steps,
            SecondFactors factors,
            PasswordHold hold,
            SignInSessions sessions,
            NetworkRules networks,
            ObjectProvider<RememberedFactor> remembered,
            Arrivals arrivals,
            Accounts accounts,
            Trail trail,
            Clock clock) {
        this.attempts = attempts;
        this.pendingRequests = pendingRequests;
        this.steps = steps;
        this.factors = factors;
        this.hold = hold;
        this.sessions = sessions;
        this.networks = networks;
        this.remembered = remembered;
        this.arrivals = arrivals;
        this.accounts = accounts;
        this.trail = trail;
        this.clock = clock;
    }

    /** A first factor was given: the account is this one, and it may be used. */
    public String begin(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            Account account,
            List<String> methods,
            SignInGoal goal) {
        return begin(request, response, realm, account, methods, goal, null);
    }

    /** @param origin what they came from, for {@link SessionOrigin}; null when from nowhere else */
    public String begin(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            Account account,
            List<String> methods,
            SignInGoal goal,
            @Nullable String origin) {
        String address = CurrentRequest.get().address();
        if (!networks.allows(realm, account.subject(), goal.client(), address)) {
            trail.record(trail.event(realm, Activity.AUTH_LOGIN, goal.client(), null)
                    .actor(accounts.party(account))
                    .outcome(Outcome.DENIED)
                    .reason("network-not-allowed")
                    .detail("method", String.join(" ", methods)));
            return steps.address(realm, SignInSteps.FROM_ELSEWHERE);
        }
        boolean stands = remembered.stream().anyMatch(factor -> factor.stands(request, response, realm, account));
        SignInAttempt attempt = new SignInAttempt(
                UUID.randomUUID().toString(),
                account.subject(),
                Credentials.mark(account),
                List.copyOf(methods),
                stands,
                false,
                goal,
                null,
                origin,
                clock.instant());
        return advance(request, response, realm, account, attempt, methods);
    }

    /** Somebody who is signed in has to give what is missing for this. */
    public String raise(
            HttpServletRequest request, HttpServletResponse response, SignedInAccount person, SignInGoal goal) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = accounts.find(realm, person.account()).orElseThrow(() -> new SignInOverException(null));
        SignInAttempt attempt = new SignInAttempt(
                UUID.randomUUID().toString(),
                account.subject(),
                Credentials.mark(account),
                person.methods(),
                person.remembered() && remembered.stream().anyMatch(factor -> factor.mayStand(realm, account)),
                false,
                goal,
                person.reference(),
                null,
                clock.instant());
        attempts.save(request, attempt);
        return next(request, response, realm, account, attempt);
    }

    /**
     * This browser's sign-in, if it stands at this page now.
     *
     * @throws SignInOverException when there is none, or it stands elsewhere
     */
    public SignInAttempt at(HttpServletRequest request, @Nullable String id, String page) {
        return at(request, id, Set.of(page));
    }

    /** The same of a page that stands for several. */
    public SignInAttempt at(HttpServletRequest request, @Nullable String id, Set<String> standing) {
        Realm realm = CurrentRequest.currentRealm();
        SignInAttempt attempt = begun(request, id);
        Account account = usable(realm, attempt);
        List<String> pages = steps.pages(realm, account, attempt);
        if (Collections.disjoint(pages, standing)) {
            throw new SignInOverException(pages.isEmpty() ? null : steps.address(realm, pages.get(0), attempt));
        }
        pendingRequests
                .find(request, attempt.goal().request())
                .ifPresent(asked -> PageHeaders.allowFormTarget(request, URI.create(asked.redirectUri())));
        return attempt;
    }

    /**
     * This browser's sign-in, wherever it stands: for a page whose action may have been done elsewhere, and which only asks
     * to go on ({@link #done}).
     *
     * @throws SignInOverException when there is none
     */
    public SignInAttempt begun(HttpServletRequest request, @Nullable String id) {
        SignInAttempt attempt = attempts.find(request, id)
                .filter(found -> !found.isOver(clock.instant()))
                .orElseThrow(() -> new SignInOverException(null));
        usable(CurrentRequest.currentRealm(), attempt);
        return attempt;
    }

    /** The pages of the other factors the person could give instead of the one this page asks for. */
    public List<String> otherWays(SignInAttempt attempt, String page) {
        Realm realm = CurrentRequest.currentRealm();
        return steps.pages(realm, usable(realm, attempt), attempt).stream()
                .filter(other -> !other.equals(page))
                .toList();
    }

    /** Whether the realm takes no factor of this kind any more, so that another one has to be set up. */
    public boolean isFormer(SecondFactor kind) {
        return !factors.takes(CurrentRequest.currentRealm(), kind);
    }

    /** A second factor was given at the page the sign-in stands at; one the realm takes no more only tells who it is. */
    public String proven(
            HttpServletRequest request,
            HttpServletResponse response,
            SignInAttempt attempt,
            SecondFactor kind,
            List<String> methods) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = usable(realm, attempt);
        SignInAttempt further = isFormer(kind) ? attempt.vouchedFor() : attempt.with(methods, true);
        return advance(request, response, realm, account, further, methods);
    }

    /** A required action was done. */
    public String done(HttpServletRequest request, HttpServletResponse response, SignInAttempt attempt) {
        Realm realm = CurrentRequest.currentRealm();
        Account account = usable(realm, attempt);
        attempts.save(request, attempt);
        return next(request, response, realm, account, attempt);
    }

    /**
     * The person has another password, and nothing that began with the old one counts but this attempt.
     *
     * @param hash of the new password
     * @param epoch of the account that began with it
     */
    public String replaced(
            HttpServletRequest request, HttpServletResponse response, SignInAttempt attempt, String hash, int epoch) {
        return done(request, response, attempt.withCredential(Credentials.mark(hash, epoch)));
    }

    /** Where what somebody signed in for continues, when it had to wait for something else. */
    public String destination(HttpServletRequest request, SignInGoal goal) {
        return steps.destination(request, CurrentRequest.currentRealm(), goal);
    }

    /** The person does not want to go on: neither with this sign-in, nor with the one that was to be lifted. */
    public String abandon(HttpServletRequest request, SignInAttempt attempt) {
        attempts.remove(request, attempt);
        SignedIn.current()
                .filter(person -> person.reference().equals(attempt.raised()))
                .ifPresent(person -> sessions.end(request, CurrentRequest.currentRealm(), person));
        return "/realms/" + CurrentRequest.currentRealm().name() + "/signed-out";
    }

    /** Where the account cannot be used any more, its password is another by now, or its sign-ins were ended: nothing proven before counts. */
    private Account usable(Realm realm, SignInAttempt attempt) {
        Optional<Account> account = accounts.find(realm, attempt.account())
                .filter(Account::isActive)
                .filter(attempt::isStillOf)
                .filter(found -> !isHeld(realm, found, attempt));
        return account.orElseThrow(() -> new SignInOverException(null));
    }

    /** A sign-in that began with the password before it was said that somebody else may know it. */
    private boolean isHeld(Realm realm, Account account, SignInAttempt attempt) {
        return attempt.raised() == null && attempt.methods().contains("pwd") && hold.holds(realm, account);
    }

    private String advance(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            Account account,
            SignInAttempt attempt,
            List<String> methods) {
        if (steps.pages(realm, account, attempt).isEmpty()) {
            return finish(request, response, realm, account, attempt);
        }
        trail.record(trail.event(realm, Activity.AUTH_FACTOR, attempt.goal().client(), attempt.raised())
                .actor(accounts.party(account))
                .detail("method", String.join(" ", methods)));
        request.getSession();
        request.changeSessionId(); // what is known about this browser is worth more from here on
        attempts.save(request, attempt);
        return next(request, response, realm, account, attempt);
    }

    private String next(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            Account account,
            SignInAttempt attempt) {
        List<String> pages = steps.pages(realm, account, attempt);
        return pages.isEmpty()
                ? finish(request, response, realm, account, attempt)
                : steps.address(realm, pages.get(0), attempt);
    }

    private String finish(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            Account account,
            SignInAttempt attempt) {
        sessions.open(request, response, realm, account, attempt);
        attempts.remove(request, attempt);
        arrivals.note(request, response, realm, account);
        return steps.destination(request, realm, attempt.goal());
    }
}
