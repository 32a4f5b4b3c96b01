package org.gatehouse.server.configuration;

import java.util.List;

/** A change of a realm's configuration that is not made. Nothing was changed. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final List<String> details;

    ConfigurationException(Reason reason, String message, List<String> details) {
        super(message);
        this.reason = reason;
        this.details = List.copyOf(details);
    }

    public Reason reason() {
        return reason;
    }

    /** A sentence or name each; may be empty. */
    public List<String> details() {
        return details;
    }

    /** Why it is not made. */
    public enum Reason {
        /** The file describes another realm. */
        OTHER_REALM,
        /** The realm is not as it was when the plan was made. */
        STALE,
        /** Something would go for good, and nobody said that it may. */
        DELETES,
        /** Something keeps it from being made. */
        OBSTACLE
    }
}
