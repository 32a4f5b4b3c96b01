package org.gatehouse.realm.network;

/** A text is no block of IP addresses. The message says why, the hint what to write instead. */
public final class InvalidCidrBlockException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    InvalidCidrBlockException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
