package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.RealmSecurityContexts;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.tokens.SignInEnding;
import org.gatehouse.server.trail.Trail;
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
    private final Accounts accounts;
    private final Trail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SignInSessions(
            RealmSecurityContexts contexts,
            SignInEnding ending,
            Accounts accounts,
            Trail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.contexts = contexts;
        this.ending = ending;
        this.accounts = accounts;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Signs the person in. The entry is durable before the session exists; the session id is a new one. */
    public void open(
            HttpServletRequest request,
            HttpServletResponse response,
            Realm realm,
            Account account,
            List<String> methods) {
        TokenLifetimes.Web lifetimes = realm.definition().tokens().web();
        Instant now = clock.instant();
        SignedInAccount signedIn = new SignedInAccount(
                realm.name(),
                account.subject(),
                account.displayName(),
                reference(),
                now,
                now.plus(lifetimes.session()),
                methods);
        trail.record(trail.event(realm, Activity.AUTH_LOGIN, null, signedIn.reference())
                .actor(accounts.party(account))
                .detail("method", String.join(" ", methods)));
        request.getSession();
        request.changeSessionId(); // RFC 6819 section 4.4.1.13 and OWASP: a session fixed before sign-in is worth
        // nothing
        request.getSession().setMaxInactiveInterval((int) lifetimes.idle().toSeconds());
        save(new SignedIn(signedIn), request, response);
    }

    /** Signs the person out, ending what this sign-in obtained for relying apps too. */
    public void end(HttpServletRequest request, Realm realm, SignedInAccount signedIn) {
        Party person = accounts.find(realm, signedIn.account())
                .map(accounts::party)
                .orElseGet(() -> Party.account(signedIn.account(), signedIn.displayName(), null));
        transactions.executeWithoutResult(status -> ending.signOut(realm, signedIn, person));
        forget(request);
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
