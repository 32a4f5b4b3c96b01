package org.gatehouse.server.published;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.gatehouse.server.outgoing.Deadline;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.outgoing.OutgoingException;
import org.gatehouse.server.outgoing.OutgoingRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document at an address, as it was read last. Fetched when it is old, or when something is asked for that is not in it
 * (a key somebody has begun to use), within the limits of its {@link Freshness}. While it cannot be fetched the last one
 * serves.
 */
public final class Published<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Published.class);

    /** Others wait for the one that fetches; not all threads of the service for one slow server. */
    private static final int MOST_WAITING = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI address;
    private final DocumentType<T> type;
    private final Freshness freshness;
    private final OutgoingCalls calls;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();

    private volatile @Nullable Known<T> known;
    private volatile Instant tried = Instant.EPOCH;
    private volatile @Nullable RuntimeException failure;

    public Published(URI address, DocumentType<T> type, Freshness freshness, OutgoingCalls calls, Clock clock) {
        this.address = address;
        this.type = type;
        this.freshness = freshness;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * The document, not necessarily one that has what was asked for.
     *
     * @param has whether what is asked for is in it
     * @throws NotPublishedException when it cannot be had
     */
    public T get(Predicate<T> has) {
        Known<T> before = known;
        if (before == null || !before.isYounger(freshness.fresh(), clock.instant()) || !has.test(before.document())) {
            refresh();
        }
        Known<T> now = known;
        if (now == null || !now.isYounger(freshness.longest(), clock.instant())) {
            throw new NotPublishedException(type.name(), isTemporary(failure), failure);
        }
        return now.document();
    }

    /** What was read last, without asking; empty when nothing was, or it is too old. */
    public Optional<T> known() {
        return Optional.ofNullable(known)
                .filter(last -> last.isYounger(freshness.longest(), clock.instant()))
                .map(Known::document);
    }

    /** When it was read last; null when it never was. */
    public @Nullable Instant readAt() {
        Known<T> now = known;
        return now == null ? null : now.fetched();
    }

    private static boolean isTemporary(@Nullable RuntimeException failure) {
        return failure == null || failure instanceof OutgoingException call && call.isTemporary();
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
        return !clock.instant().isBefore(tried.plus(freshness.between()));
    }

    private boolean begin() {
        Known<T> now = known;
        boolean willDo = now != null && now.isYounger(freshness.longest(), clock.instant());
        if (willDo || fetching.getQueueLength() >= MOST_WAITING) {
            return fetching.tryLock();
        }
        try {
            return fetching.tryLock(Deadline.sooner(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void fetch() {
        Instant now = clock.instant();
        try {
            String text = calls.send(OutgoingRequest.get(address)).text(type.contentTypes());
            known = new Known<>(type.reading().apply(text), now);
            failure = null;
        } catch (OutgoingException ex) {
            LOG.warn("The {} were not fetched: {}", type.name(), ex.getMessage());
            failure = ex;
        } catch (IllegalArgumentException ex) {
            LOG.warn("The {} at {} are not what they have to be: {}", type.name(), address, ex.getMessage());
            failure = ex;
        } finally {
            tried = now;
        }
    }

    private record Known<T>(T document, Instant fetched) {

        boolean isYounger(Duration age, Instant now) {
            return now.isBefore(fetched.plus(age));
        }
    }
}
