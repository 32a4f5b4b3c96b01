package org.gatehouse.server.clientassertion;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.outgoing.OutgoingException;
import org.gatehouse.server.outgoing.OutgoingRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys a client publishes. Fetched when they are old, or when one is asked for that is not there (the client has begun
 * to use a new one), but never sooner than {@link #BETWEEN} after the last time: whoever sends made-up key ids makes this
 * service call no more often. While they cannot be fetched the last known ones serve, for {@link #LONGEST} in all, because
 * a key the client has withdrawn must not live on by its address being unreachable.
 */
final class RemoteKeySet {

    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration BETWEEN = Duration.ofSeconds(30);
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeySet.class);

    private static final Set<String> CONTENT_TYPES = Set.of("application/json", "application/jwk-set+json");

    /** Others wait for the one that fetches; not all threads of the service for one slow server. */
    private static final int MOST_WAITING = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI address;
    private final OutgoingCalls calls;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();

    private volatile Known known = new Known(PublicKeys.NONE, Instant.EPOCH);
    private volatile Instant tried = Instant.EPOCH;

    RemoteKeySet(URI address, OutgoingCalls calls, Clock clock) {
        this.address = address;
        this.calls = calls;
        this.clock = clock;
    }

    /** @throws RefusedAssertion when the keys cannot be had */
    List<JWK> matching(JWKMatcher matcher) {
        List<JWK> found = known.keys().matching(matcher);
        if (found.isEmpty() || !known.isYounger(FRESH, clock.instant())) {
            refresh();
            found = known.keys().matching(matcher);
        }
        if (!known.isYounger(LONGEST, clock.instant())) {
            throw new RefusedAssertion(Fault.KEYS);
        }
        return found;
    }

    private void refresh() {
        if (!isDue() || !begin()) {
            return;
        }
        try {
            if (isDue()) { // somebody else may have been first
                fetch();
            }
        } finally {
            fetching.unlock();
        }
    }

    private boolean isDue() {
        return !clock.instant().isBefore(tried.plus(BETWEEN));
    }

    private boolean begin() {
        if (known.isYounger(LONGEST, clock.instant()) || fetching.getQueueLength() >= MOST_WAITING) {
            return fetching.tryLock(); // what is known will do
        }
        try {
            return fetching.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void fetch() {
        Instant now = clock.instant();
        try {
            String json = calls.send(OutgoingRequest.get(address)).text(CONTENT_TYPES);
            known = new Known(PublicKeys.parse(json), now);
        } catch (OutgoingException ex) {
            LOG.warn("The keys of a client were not fetched: {}", ex.getMessage());
        } catch (IllegalArgumentException ex) {
            LOG.warn("The keys of a client were not fetched: {} is no JWK Set (RFC 7517).", address);
        } finally {
            tried = now;
        }
    }

    private record Known(PublicKeys keys, Instant fetched) {

        boolean isYounger(Duration age, Instant now) {
            return now.isBefore(fetched.plus(age));
        }
    }
}
