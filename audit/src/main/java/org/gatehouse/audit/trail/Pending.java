package org.gatehouse.audit.trail;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gatehouse.audit.trail.TrailUnavailableException.Reason;

/**
 * An entry on its way. A caller that gave up must not find its refused action recorded as done, so giving up and being
 * sent exclude each other: the writer marks the entry sent and then looks whether the caller is still there; the caller
 * leaves and then looks whether the entry was sent. At least one of the two sees the other.
 */
final class Pending {

    private final SealedEntry entry;
    private final CompletableFuture<Receipt> future = new CompletableFuture<>();
    private final long deadline;
    private volatile boolean sent;
    private volatile boolean stored;

    Pending(SealedEntry entry, Duration maxWait) {
        this.entry = entry;
        this.deadline = System.nanoTime() + maxWait.toNanos();
    }

    SealedEntry entry() {
        return entry;
    }

    CompletableFuture<Receipt> future() {
        return future;
    }

    /** The answer, once there is one: the receipt, why there is none, or that the wait was over. */
    Receipt answer() {
        try {
            return future.join();
        } catch (CancellationException ex) {
            throw late();
        } catch (CompletionException ex) {
            throw ex.getCause() instanceof RuntimeException told ? told : ex;
        }
    }

    /** Whether it is still to be written. */
    boolean isWaiting() {
        return !stored && !future.isDone();
    }

    /** It is durable, whether its caller knows yet or not. */
    void store() {
        stored = true;
    }

    boolean isOverdue(long nanoTime) {
        return nanoTime - deadline >= 0;
    }

    /** Called right before commit; false when the caller has left and the entry must not be committed. */
    boolean claim() {
        sent = true;
        return isWaiting();
    }

    /** The transaction certainly did not happen. */
    void release() {
        sent = false;
    }

    private TrailUnavailableException late() {
        return sent
                ? new TrailUnavailableException(
                        Reason.OUTCOME_UNKNOWN, "The database did not confirm the entry in time; it may exist.", null)
                : new TrailUnavailableException(
                        Reason.DATABASE_DOWN, "The database did not take the entry in time; it does not exist.", null);
    }
}
