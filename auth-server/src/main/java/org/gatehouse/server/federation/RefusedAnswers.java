package org.gatehouse.server.federation;

import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.session.SignedInAccount;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What becomes of an answer that is worth nothing: an entry, and a line for operators. */
@Component
class RefusedAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedAnswers.class);

    private final Trail trail;
    private final RefusalBounds bounds;
    private final Accounts accounts;

    RefusedAnswers(Trail trail, RefusalBounds bounds, Accounts accounts) {
        this.trail = trail;
        this.bounds = bounds;
        this.accounts = accounts;
    }

    /** @param attempt null when the answer is to none */
    void record(
            Realm realm, Connection connection, @Nullable UpstreamAttempt attempt, UpstreamRefusedException refused) {
        Party actor = actor(realm, attempt);
        boolean isDenial = refused.reason().equals(Refusal.DENIED);
        AuditEvent.Builder event = trail.event(
                        realm,
                        Activity.FEDERATION_LOGIN,
                        attempt == null ? null : attempt.goal().client(),
                        null)
                .actor(actor)
                .outcome(isDenial ? Outcome.DENIED : Outcome.FAILURE)
                .reason(refused.reason())
                .detail("connection", connection.alias());
        if (attempt != null && attempt.purpose().equals(UpstreamPurpose.TEST)) {
            event.detail("purpose", UpstreamPurpose.TEST);
        }
        if (actor.kind() != Party.Kind.ANONYMOUS) {
            trail.record(event);
            log("sign-in", realm, connection, refused);
        } else if (bounds.record(realm, connection, Activity.FEDERATION_LOGIN, refused.reason(), event)) {
            log("sign-in", realm, connection, refused);
        }
    }

    /** A provider, or somebody who is not, said in vain that a session is over. */
    void recordSignOut(Realm realm, Connection connection, UpstreamRefusedException refused) {
        AuditEvent.Builder event = trail.event(realm, Activity.SESSION_ENDED)
                .actor(Party.anonymous())
                .outcome(Outcome.FAILURE)
                .reason(refused.reason())
                .detail("connection", connection.alias());
        if (bounds.record(realm, connection, Activity.SESSION_ENDED, refused.reason(), event)) {
            log("sign-out", realm, connection, refused);
        }
    }

    /** As many lines as there are entries. */
    private static void log(String what, Realm realm, Connection connection, UpstreamRefusedException refused) {
        LOG.warn(
                "A {} by the connection {} of realm {} failed: {}",
                what,
                connection.alias(),
                realm,
                refused.getMessage());
    }

    /**
     * Who asked for it while signed in, if they still are. Whoever signs in is nobody yet, whose session the browser had
     * before says nothing of them.
     */
    private Party actor(Realm realm, @Nullable UpstreamAttempt attempt) {
        return attempt == null || attempt.purpose().equals(UpstreamPurpose.SIGN_IN)
                ? Party.anonymous()
                : SignedIn.current()
                        .map(SignedInAccount::account)
                        .filter(account -> account.equals(attempt.account()))
                        .flatMap(account -> accounts.find(realm, account))
                        .map(accounts::party)
                        .orElseGet(Party::anonymous);
    }
}
