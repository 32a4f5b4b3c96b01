package org.gatehouse.server.retention;

/** What was asked about retention cannot be done as it was asked. Nothing was changed. */
public final class RetentionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean notFound;

    private RetentionException(String message, boolean notFound) {
        super(message);
        this.notFound = notFound;
    }

    static RetentionException invalid(String message) {
        return new RetentionException(message, false);
    }

    static RetentionException notFound(String message) {
        return new RetentionException(message, true);
    }

    /** Whether there is no such thing; otherwise what was said of it is not right. */
    public boolean isNotFound() {
        return notFound;
    }
}
