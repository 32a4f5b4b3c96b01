package org.gatehouse.server.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.Subscriber;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;

/**
 * A session that comes from where it may not be used is an entry. Browsers ask often, so it is one for each sign-in, network
 * and hour on each node.
 */
@Component
class NetworkRefusals {

    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final int MOST = 10_000;

    private final Cache<Told, Boolean> told;
    private final Accounts accounts;
    private final Trail trail;

    NetworkRefusals(Accounts accounts, Trail trail, Clock clock) {
        this.told = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(AN_HOUR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
        this.accounts = accounts;
        this.trail = trail;
    }

    private record Told(int realm, String reference, String network) {}

    /** @throws org.gatehouse.audit.trail.TrailUnavailableException when it cannot be written; the request must fail */
    void record(Realm realm, SignedInAccount signedIn, Account account, String address) {
        Told entry = new Told(realm.id(), signedIn.reference(), Subscriber.network(address));
        if (told.getIfPresent(entry) != null) {
            return;
        }
        trail.record(trail.event(realm, Activity.AUTH_LOGIN, null, signedIn.reference())
                .actor(accounts.party(account))
                .outcome(Outcome.DENIED)
                .reason("network-not-allowed")
                .detail("method", String.join(" ", signedIn.methods())));
        told.put(entry, true);
    }
}
