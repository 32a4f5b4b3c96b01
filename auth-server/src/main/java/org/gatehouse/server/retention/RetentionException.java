package org.gatehouse.server.retention;

import java.util.Locale;
import org.gatehouse.server.rights.Justification;
import org.jspecify.annotations.Nullable;

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

    /** @throws RetentionException when nobody said why */
    static String requireReason(@Nullable String text) {
        return Justification.of(text)
                .orElseThrow(() -> new RetentionException(
                        Reason.WHY, "Say why, in one line of at most " + Justification.LONGEST + " characters."));
    }

    static RetentionException notFound(String message) {
        return new RetentionException(Reason.NOT_FOUND, message);
    }

    public Reason reason() {
        return reason;
    }
}
