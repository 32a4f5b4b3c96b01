package org.gatehouse.audit.trail;

import org.jspecify.annotations.Nullable;

/** The trail cannot take an event now. The action must be refused; a later attempt may succeed. */
public final class TrailUnavailableException extends RuntimeException {

    /** Why the trail is unavailable. */
    public enum Reason {
        /** More events wait than the queue may hold. */
        QUEUE_FULL,
        /** No answer from the database within the bounded wait; nothing was stored. */
        DATABASE_DOWN,
        /** This node's clock and the database's differ by more than allowed. */
        CLOCK_SKEW,
        /** The connection was lost at commit and the answer did not come in time; the entry may exist. */
        OUTCOME_UNKNOWN,
        /** The database refused, for example because its disk is full. */
        DATABASE_REFUSED,
        /** The log is not the one that was signed for; only an operator can let it go on. */
        LOG_FORKED,
        /** The trail was closed. */
        CLOSED
    }

    private final Reason reason;

    public TrailUnavailableException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
