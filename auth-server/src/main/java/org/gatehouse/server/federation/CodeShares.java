package org.gatehouse.server.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.request.Subscriber;
import org.springframework.stereotype.Component;

/**
 * How many codes one network has redeemed at once by a connection: anybody can have themselves sent away and come back with a
 * code that is none, and the calls there are to one server must not all be theirs. Nobody is refused for what others in their
 * network do but while these do it: whoever is right may be behind the same address.
 */
@Component
class CodeShares {

    /** A quarter of the calls there are to one server ({@code outgoing.Lanes}). */
    static final int AT_ONCE = 4;

    /** Less than a person waits for a page; a thread is held meanwhile. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private static final int MOST_NETWORKS = 100_000;

    private final Cache<String, Semaphore> shares = Caffeine.newBuilder()
            .maximumSize(MOST_NETWORKS)
            .expireAfterAccess(Duration.ofMinutes(1)) // longer than a call lasts
            .build();

    /** @throws UpstreamRefusedException when too many others of the network are at it */
    <T> T within(Realm realm, Connection connection, Supplier<T> redeeming) {
        String network = Subscriber.network(CurrentRequest.get().address());
        Semaphore share =
                shares.get(realm.id() + "/" + connection.alias() + "/" + network, key -> new Semaphore(AT_ONCE, true));
        enter(share);
        try {
            return redeeming.get();
        } finally {
            share.release();
        }
    }

    private static void enter(Semaphore share) {
        try {
            if (share.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        throw new UpstreamRefusedException(
                Refusal.UNREACHABLE, "Too many answers from one network wait for the provider at once");
    }
}
