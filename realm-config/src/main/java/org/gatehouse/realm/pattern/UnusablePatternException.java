package org.gatehouse.realm.pattern;

/** An expression that cannot be matched safely. The message is a whole sentence for whoever wrote it. */
public final class UnusablePatternException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    UnusablePatternException(String message, boolean tooLarge) {
        super(message);
        this.tooLarge = tooLarge;
    }

    /** Whether it is RE2, but too expensive. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
