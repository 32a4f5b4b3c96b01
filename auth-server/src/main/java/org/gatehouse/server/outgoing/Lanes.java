package org.gatehouse.server.outgoing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.gatehouse.server.outgoing.OutgoingException.Reason;

/**
 * A lane of its own for each server that is called, so that one that hangs keeps nobody from calling the others: so many
 * calls at once, and none for a while to one that did not answer several times in a row.
 */
final class Lanes {

    /** Of the threads there are, one server holds this many at most. */
    static final int AT_ONCE = 16;

    /** Calls in a row that were not answered in time; one can be bad luck. */
    static final int HANGS = 5;

    /** Until one call finds out whether the server answers again. */
    static final Duration REST = Duration.ofSeconds(10);

    /** A call that had less time than that says nothing about the server. */
    private static final Duration FAIR_CHANCE = Duration.ofSeconds(1);

    private static final int MOST_SERVERS = 10_000;
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private final Cache<String, Lane> lanes = Caffeine.newBuilder()
            .maximumSize(MOST_SERVERS)
            .expireAfterAccess(FORGOTTEN)
            .build();
    private final LongSupplier nanoTime;

    /** @param nanoTime the JVM's: what is bounded is real waiting */
    Lanes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a place, which has to be given back.
     *
     * @throws OutgoingException when there is none, or the server rests
     */
    Lane enter(URI target) {
        Lane lane = lanes.get(Address.server(target), key -> new Lane());
        if (!lane.isOpen()) {
            throw new OutgoingException(Reason.RESTING, Address.shown(target));
        }
        if (!lane.places.tryAcquire()) {
            throw new OutgoingException(Reason.BUSY, Address.shown(target));
        }
        return lane;
    }

    /** Of one server. */
    final class Lane {

        private static final long NOT_RESTING = Long.MIN_VALUE;

        private final Semaphore places = new Semaphore(AT_ONCE);
        private final AtomicInteger hangs = new AtomicInteger();
        private final AtomicLong restsUntil = new AtomicLong(NOT_RESTING);

        /** After its rest one call goes first, and the others wait for what becomes of it. */
        private boolean isOpen() {
            long until = restsUntil.get();
            long now = nanoTime.getAsLong();
            return until == NOT_RESTING || now - until >= 0 && restsUntil.compareAndSet(until, now + REST.toNanos());
        }

        void leave() {
            places.release();
        }

        /** Something came back, be it an error. */
        void answered() {
            hangs.set(0);
            restsUntil.set(NOT_RESTING);
        }

        /** @param patience that was had with it */
        void hung(Duration patience) {
            if (patience.compareTo(FAIR_CHANCE) >= 0 && hangs.incrementAndGet() >= HANGS) {
                restsUntil.set(nanoTime.getAsLong() + REST.toNanos());
            }
        }
    }
}
