package org.gatehouse.audit.trail;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers callers on a thread of its own: with their receipts, while the writer is at the next batch already, or by giving
 * up on what took too long. Few are answered at once. One look at the clock for all who wait costs less than a timer for each.
 */
final class Answers {

    /** How much later than promised a caller may hear that it waited in vain. */
    private static final Duration LOOK = Duration.ofMillis(50);

    /** So few are told by the writer itself: waking this thread would take as long as waking them. */
    private static final int FEW = 4;

    private record Written(List<Pending> batch, List<PlacedEntry> entries) {}

    private final BlockingQueue<Written> written = new LinkedBlockingQueue<>();
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "audit-answers");
    private volatile boolean closed;

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** In the order of their deadlines. */
    void expect(Pending pending) {
        waiting.add(pending);
    }

    /** The entries are durable. */
    void give(List<Pending> batch, List<PlacedEntry> entries) {
        Written done = new Written(batch, entries);
        if (batch.size() <= FEW) {
            answer(done);
        } else {
            written.add(done);
        }
    }

    /** Gives the answers that are left, then stops. */
    void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long look = System.nanoTime();
        while (!closed || !written.isEmpty()) {
            answer(next());
            if (System.nanoTime() - look >= 0) {
                look = System.nanoTime() + LOOK.toNanos();
                giveUpOverdue();
            }
        }
    }

    private @Nullable Written next() {
        try {
            return written.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            return null; // whoever ends this thread closes it
        }
    }

    private static void answer(@Nullable Written batch) {
        if (batch != null) {
            for (int i = 0; i < batch.entries().size(); i++) {
                batch.batch().get(i).future().complete(batch.entries().get(i).receipt());
            }
        }
    }

    private void giveUpOverdue() {
        long now = System.nanoTime();
        for (Pending first = waiting.peek();
                first != null && (!first.isWaiting() || first.isOverdue(now));
                first = waiting.peek()) {
            if (first.isWaiting()) {
                first.future().cancel(false);
            }
            waiting.remove();
        }
    }
}
