package org.gatehouse.realm.explain;

/** There is no such key. The message says so and names the nearest. */
public final class UnknownKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownKeyException(String message, String hint) {
        super(hint.isEmpty() ? message : message + " " + hint);
    }
}
