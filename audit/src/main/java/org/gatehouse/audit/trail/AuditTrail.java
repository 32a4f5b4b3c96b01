package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gatehouse.audit.event.AuditEvent;

/**
 * Appends events to the trail.
 *
 * <p>Every method fails closed: without a receipt the action must not go on. Failures are
 * {@link TrailUnavailableException} (try later) and {@link EventRefusedException} (this event, never).
 */
public interface AuditTrail extends AutoCloseable {

    /** Appends and returns when the entry is durable. */
    Receipt append(AuditEvent event);

    /**
     * Like {@link #append(AuditEvent)}; sealing happens on the caller's thread, the rest while it does other work. Every
     * failure comes through the future.
     */
    CompletableFuture<Receipt> appendAsync(AuditEvent event);

    /**
     * Appends inside the caller's transaction, which must be open; the entries exist if and only if it commits.
     *
     * <p>Call it once, as the last step before commit: it locks the heads of the logs it touches (in log order), and
     * nobody else can append to them until the transaction ends. It must be READ COMMITTED: a snapshot taken before the
     * lock would find the head changed and fail under load. How long to wait for the lock is the caller's
     * {@code lock_timeout}. After an exception the caller must roll back.
     */
    List<Receipt> append(Connection businessTransaction, List<AuditEvent> events);

    /** Stops accepting events and waits for those already accepted. */
    @Override
    void close();
}
