package org.gatehouse.server.tokens;

import java.util.Set;
import java.util.TreeSet;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.SignInEnds;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.session.StoredSessions;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends sign-ins: the browser session, everything obtained through it, and the entry about it. Always within the caller's
 * transaction, so that a change and what it ends are one: all of it is there, or nothing.
 *
 * <p>Sessions go before families. Whoever is about to add a family to a session then either adds it in time to be ended,
 * or finds the session gone.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class SignInEnding implements SignInEnds {

    private final StoredSessions sessions;
    private final TokenFamilies families;
    private final Trail trail;

    SignInEnding(StoredSessions sessions, TokenFamilies families, Trail trail) {
        this.sessions = sessions;
        this.families = families;
        this.trail = trail;
    }

    /** Signs a person out of one browser. */
    public void signOut(Realm realm, SignedInAccount signedIn, Party person) {
        sessions.end(signedIn);
        families.endSession(realm, signedIn.reference(), "signed-out");
        trail.record(trail.event(realm, Activity.AUTH_LOGOUT, null, signedIn.reference())
                .actor(person));
    }

    /** Ends the person's other sign-ins, and everything this one obtained for relying apps; its session stays. */
    public void endOthers(Realm realm, SignedInAccount kept, Party person, String reason) {
        Set<String> ended = new TreeSet<>(sessions.endOthers(realm, kept));
        for (EndedFamily family : families.endAccount(realm, kept.account(), reason)) {
            if (!family.sessionReference().equals(kept.reference())) {
                ended.add(family.sessionReference());
            } else {
                trail.record(trail.event(realm, Activity.TOKEN_REVOKED, family.clientId(), kept.reference())
                        .actor(person)
                        .target(Party.client(family.clientId()))
                        .reason(reason)
                        .detail("family", family.id().toString()));
            }
        }
        ended.forEach(reference -> trail.record(ended(realm, reference, reason).actor(person)));
    }

    @Override
    public void endEverything(Realm realm, Account account, Party actor, String reason) {
        Set<String> ended = new TreeSet<>(sessions.endAll(realm, account.subject()));
        families.endAccount(realm, account.subject(), reason).forEach(family -> ended.add(family.sessionReference()));
        Party person = Party.account(account.subject(), account.displayName(), null);
        ended.forEach(reference ->
                trail.record(ended(realm, reference, reason).actor(actor).target(person)));
    }

    private AuditEvent.Builder ended(Realm realm, String reference, String reason) {
        @Nullable
        String own = SignedIn.current().map(SignedInAccount::reference).orElse(null);
        return trail.event(realm, Activity.SESSION_ENDED, null, own)
                .reason(reason)
                .detail("session", reference);
    }
}
