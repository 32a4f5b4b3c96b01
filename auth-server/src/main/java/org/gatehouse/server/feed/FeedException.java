package org.gatehouse.server.feed;

/** A cursor that leads nowhere. */
public final class FeedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean setBack;

    private FeedException(String message, boolean setBack) {
        super(message);
        this.setBack = setBack;
    }

    static FeedException invalid() {
        return new FeedException("'after' must be a cursor that this realm's feed gave out.", false);
    }

    static FeedException setBack(String log) {
        return new FeedException(
                "The log " + log
                        + " is shorter than what was read of it: it was set back. Do not go on; ask for an inquiry.",
                true);
    }

    /** Whether the log lost entries the reader has seen; otherwise the cursor is none of this realm's. */
    public boolean isSetBack() {
        return setBack;
    }
}
