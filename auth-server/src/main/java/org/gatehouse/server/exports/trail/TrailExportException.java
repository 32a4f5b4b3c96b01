package org.gatehouse.server.exports.trail;

/** An export cannot be had as it was asked for. */
public final class TrailExportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    TrailExportException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is the matter. */
    public enum Reason {
        INVALID,
        NOT_FOUND,
        NOT_READY,
        TOO_MANY,
        /** Why it is wanted is missing, or cannot be kept as one line. */
        WHY
    }

    public Reason reason() {
        return reason;
    }
}
