package org.gatehouse.server.signin;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.server.devices.DeviceDescription;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.OpenSessions;
import org.gatehouse.server.session.RealmSecurityContexts;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.tokens.ClientSession;
import org.gatehouse.server.tokens.SignInEnding;
import org.gatehouse.server.trail.Trail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens and ends a person's session. */
@Component
public class SignInSessions {

    private static final int REFERENCE_BYTES = 16;

    private final RealmSecurityContexts contexts;
    private final SignInEnding ending;
    private final ObjectProvider<SessionOrigin> origins;
    private final Accounts accounts;
    private final ObjectProvider<BegunSignIn> begun;
    private final Trail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SignInSessions(
            RealmSecurityContexts contexts,
            SignInEnding ending,
            ObjectProvider<SessionOrigin> origins,
            Accounts accounts,
            ObjectProvider<BegunSignIn> begun,
            Trail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.contexts = contexts;
        this.ending = ending;
        this.origins = origins;
        this.accounts = accounts;
        this.begun = begun;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Signs the person in, or lifts the sign-in the attempt says. The entry is durable before the session exists; the
     * session id is a new one. Who was signed in here as somebody else is signed out.
     */
    void open(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            Account account,
            SignInAttempt attempt) {
        TokenLifetimes.Web lifetimes = realm.definition().tokens().web();
        Optional<SignedInAccount> before = SignedIn.current();
        requireSame(realm, account, attempt);
        boolean same = before.filter(person -> person.account().equals(account.subject()))
                .isPresent();
        if (!same) {
            before.ifPresent(other -> end(realm, other, ending::giveUp));
        }
        SignedInAccount signedIn = attempt.raised() == null
                ? signedIn(realm, account, attempt, same ? before.get().reference() : reference(), lifetimes)
                : raised(before.orElseThrow(() -> new SignInOverException(null)), attempt);
        String origin = attempt.origin();
        if (origin != null) {
            origins.forEach(known -> known.begins(realm, origin, signedIn));
        }
        begun.forEach(noting -> noting.begun(request, realm, signedIn));
        record(realm, account, attempt, signedIn, before);
        HttpSession session = request.getSession();
        request.changeSessionId(); // what a session fixed before the sign-in would be worth: RFC 6819, 4.4.1.13
        session.setMaxInactiveInterval((int) lifetimes.idle().toSeconds());
        OpenSessions.describe(
                session, DeviceDescription.browser(CurrentRequest.get().userAgent()));
        save(new SignedIn(signedIn), request, response);
    }

    private SignedInAccount signedIn(
            Realm realm, Account account, SignInAttempt attempt, String reference, TokenLifetimes.Web lifetimes) {
        Instant now = clock.instant();
        return new SignedInAccount(
                realm.name(),
                account.subject(),
                account.displayName(),
                reference,
                now,
                now,
                now.plus(lifetimes.session()),
                attempt.methods(),
                attempt.remembered(),
                account.signInEpoch());
    }

    /**
     * What was ended while it was being proven comes to nothing. Should it end after this look, it is the epoch the session
     * carries that is over.
     */
    private void requireSame(Realm realm, Account proven, SignInAttempt attempt) {
        boolean same = attempt.isStillOf(proven)
                && accounts.find(realm, proven.subject())
                        .filter(Account::isActive)
                        .filter(attempt::isStillOf)
                        .isPresent();
        if (!same) {
            throw new SignInOverException(null);
        }
    }

    /** The first factor was given when it was given: neither {@code auth_time} nor the end of the session moves. */
    private SignedInAccount raised(SignedInAccount before, SignInAttempt attempt) {
        if (!before.reference().equals(attempt.raised())) {
            throw new SignInOverException(null);
        }
        return new SignedInAccount(
                before.realm(),
                before.account(),
                before.displayName(),
                before.reference(),
                before.authTime(),
                clock.instant(),
                before.expiresAt(),
                attempt.methods(),
                before.remembered(),
                before.epoch());
    }

    /** Who had something else to do than to prove more is not lifted; what they did has an entry of its own. */
    private void record(
            Realm realm,
            Account account,
            SignInAttempt attempt,
            SignedInAccount signedIn,
            Optional<SignedInAccount> before) {
        if (attempt.raised() != null
                && before.filter(person -> person.methods().equals(signedIn.methods()))
                        .isPresent()) {
            return;
        }
        Activity activity = attempt.raised() == null ? Activity.AUTH_LOGIN : Activity.AUTH_STEP_UP;
        trail.record(trail.event(realm, activity, attempt.goal().client(), signedIn.reference())
                .actor(accounts.party(account))
                .detail("method", String.join(" ", signedIn.methods())));
    }

    /** Of who is signed in with this browser. */
    Optional<String> userNameHere(Realm realm) {
        return SignedIn.current()
                .flatMap(person -> accounts.find(realm, person.account()))
                .map(Account::userName);
    }

    /** Signs the person out, ending what this sign-in obtained for relying apps too; tells which clients these were. */
    public Set<String> end(HttpServletRequest request, Realm realm, SignedInAccount signedIn) {
        Set<ClientSession> clients = end(realm, signedIn, ending::signOut);
        forget(request);
        return clients.stream().map(ClientSession::clientId).collect(Collectors.toSet());
    }

    private Set<ClientSession> end(Realm realm, SignedInAccount signedIn, End end) {
        Party person = accounts.find(realm, signedIn.account())
                .map(accounts::party)
                .orElseGet(() -> Party.account(signedIn.account(), signedIn.displayName(), null));
        return requireNonNull(transactions.execute(status -> end.of(realm, signedIn, person)));
    }

    private interface End {

        Set<ClientSession> of(Realm realm, SignedInAccount signedIn, Party person);
    }

    /** The row is gone; this drops the request's copy of it, and with it the cookie. */
    private static void forget(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    private void save(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(signedIn);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    private String reference() {
        byte[] bytes = new byte[REFERENCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
