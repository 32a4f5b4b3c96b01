package org.gatehouse.server.trailviews;

import java.util.Locale;

/** A question that cannot be kept, or is not there. */
public final class TrailViewException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    TrailViewException(Reason reason) {
        super(reason.code());
        this.reason = reason;
    }

    /** Why. */
    public enum Reason {
        NAME,
        QUERY,
        TOO_MANY,
        /** Nothing can be sent: the service sends no mail, or the owner has no address that was proven to be theirs. */
        NO_MAIL,
        NOT_FOUND;

        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Reason reason() {
        return reason;
    }
}
