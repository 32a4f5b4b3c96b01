package org.gatehouse.server.federation;

import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.request.Subscriber;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.trail.Trail;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps strangers from filling the trail: whoever knows an address can send answers nobody asked for, as fast as they like. So
 * many from one network by one connection are an entry each; of the others each is counted, and those counted together
 * become one entry with their number. None is left out.
 */
@Component
class RefusalBounds {

    private static final int ENTRIES_A_RUN = 1_000;

    private final SignInThrottle throttle;
    private final CountedRefusals counted;
    private final Trail trail;
    private final Realms realms;
    private final TransactionTemplate transactions;

    RefusalBounds(
            SignInThrottle throttle,
            CountedRefusals counted,
            Trail trail,
            Realms realms,
            TransactionTemplate transactions) {
        this.throttle = throttle;
        this.counted = counted;
        this.trail = trail;
        this.realms = realms;
        this.transactions = transactions;
    }

    /**
     * Records a refusal of somebody nobody knows; either way before the answer.
     *
     * @return whether it is an entry of its own
     */
    boolean record(Realm realm, Connection connection, Activity activity, String reason, AuditEvent.Builder event) {
        String address = CurrentRequest.get().address();
        boolean own = throttle.countAnswer(realm, connection.alias(), address).isZero();
        if (own) {
            trail.record(event);
        } else {
            counted.add(realm, connection, activity, reason, Subscriber.network(address), address);
        }
        return own;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void summarise() {
        transactions.executeWithoutResult(status -> counted.take(ENTRIES_A_RUN).forEach(this::record));
    }

    private void record(CountedRefusals.Counted refusals) {
        realms.find(refusals.realm())
                .ifPresent(realm -> trail.record(trail.event(realm, refusals.activity())
                        .origin(new Origin(null, null, null, refusals.address(), null))
                        .actor(Party.anonymous())
                        .outcome(refusals.reason().equals(Refusal.DENIED) ? Outcome.DENIED : Outcome.FAILURE)
                        .reason(refusals.reason())
                        .detail("connection", refusals.connection())
                        .detail("attempts", String.valueOf(refusals.attempts()))));
    }
}
