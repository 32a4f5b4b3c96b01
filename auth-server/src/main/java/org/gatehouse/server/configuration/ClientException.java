package org.gatehouse.server.configuration;

import java.util.List;

/** A change of a client that is not made. Nothing was changed. */
public final class ClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final List<String> details;

    public ClientException(Reason reason, String message) {
        this(reason, message, List.of());
    }

    ClientException(Reason reason, String message, List<String> details) {
        super(message);
        this.reason = reason;
        this.details = List.copyOf(details);
    }

    public static ClientException notFound() {
        return new ClientException(Reason.NOT_FOUND, "The realm has no such client.");
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong with the definition, a sentence each; may be empty. */
    public List<String> details() {
        return details;
    }

    /** Why it is not made. */
    public enum Reason {
        NOT_FOUND,
        /** The client is not as it was when it was looked at. */
        STALE,
        /** A client of the realm has this id. */
        TAKEN,
        /** The definition is not right, or something in the realm keeps the client from being like that. */
        INVALID,
        /** There is nothing to be done with a client or secret in this state. */
        WRONG_STATE
    }
}
