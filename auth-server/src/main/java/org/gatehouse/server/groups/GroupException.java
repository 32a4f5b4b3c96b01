package org.gatehouse.server.groups;

/** A group cannot become what somebody wants it to be; nothing was changed. */
public final class GroupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    GroupException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What kind of answer this deserves. */
    public enum Reason {
        NOT_FOUND,
        INVALID,
        TAKEN,
        IN_USE,
        STALE
    }
}
