package org.gatehouse.server.outgoing;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of all calls a thread makes for one thing, however many these are: whoever waits for an answer waits for all of
 * them together.
 */
public final class Deadline {

    /** In the JVM's nanoseconds, which no clock set by hand moves: what is bounded is real waiting. */
    private static final ThreadLocal<@Nullable Long> END = new ThreadLocal<>();

    private Deadline() {}

    /** Does the work; its calls end when the time is up, or sooner when there is a sooner end already. */
    public static <T> T within(Duration time, Supplier<T> work) {
        Long outer = END.get();
        END.set(System.nanoTime() + sooner(time).toNanos());
        try {
            return work.get();
        } finally {
            END.set(outer);
        }
    }

    /** The time a call may take that would by itself take so long at most; zero when there is none left. */
    public static Duration sooner(Duration most) {
        Long end = END.get();
        if (end == null) {
            return most;
        }
        long left = Math.max(0, end - System.nanoTime());
        return left < most.toNanos() ? Duration.ofMillis(left / 1_000_000) : most;
    }
}
