package org.gatehouse.server.retention;

import java.util.Locale;

/** What was asked about retention cannot be done as it was asked. Nothing was changed. */
public final class RetentionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    RetentionException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What stands in the way. */
    public enum Reason {
        /** The realm, or the trail, has no such thing. */
        NOT_FOUND,
        /** Why it is done is missing, or cannot be kept as one line. */
        WHY,
        /** A stretch of time that is none. */
        STRETCH,
        /** Nothing is known of the person. */
        PERSON,
        /** Somebody else changed it since it was looked at. */
        STALE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RetentionException notFound(String message) {
        return new RetentionException(Reason.NOT_FOUND, message);
    }

    public Reason reason() {
        return reason;
    }
}
