package org.gatehouse.server.bulk;

/** The person is not any more what the change made of them: what undoes it would undo something else, too. */
public final class ChangedSinceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChangedSinceException() {
        super("The account has changed since.");
    }
}
