package org.gatehouse.server.configuration;

import java.util.List;
import org.gatehouse.realm.file.RealmFileException;

/** A change of a connection that is not made. Nothing was changed. */
public final class ConnectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final List<String> details;

    ConnectionException(Reason reason, String message) {
        this(reason, message, List.of());
    }

    ConnectionException(Reason reason, String message, List<String> details) {
        super(message);
        this.reason = reason;
        this.details = List.copyOf(details);
    }

    ConnectionException(RealmFileException wrong, List<String> details) {
        super("The definition of the connection is not right.", wrong);
        this.reason = Reason.INVALID;
        this.details = List.copyOf(details);
    }

    public static ConnectionException notFound() {
        return new ConnectionException(Reason.NOT_FOUND, "The realm has no such connection.");
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
        /** The connection is not as it was when it was looked at. */
        STALE,
        /** A connection of the realm has this alias. */
        TAKEN,
        /** The definition is not right, or something in the realm keeps the connection from being like that. */
        INVALID
    }
}
