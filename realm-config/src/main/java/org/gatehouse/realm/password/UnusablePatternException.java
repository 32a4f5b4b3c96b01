package org.gatehouse.realm.password;

/** A pattern that cannot be matched safely, and what to write instead. */
final class UnusablePatternException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    UnusablePatternException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
