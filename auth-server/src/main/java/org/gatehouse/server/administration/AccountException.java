package org.gatehouse.server.administration;

/** An account is not what the caller takes it for; nothing was changed. */
public final class AccountException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    AccountException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static AccountException notFound() {
        return new AccountException(Reason.NOT_FOUND, "There is no such account.");
    }

    static AccountException stale() {
        return new AccountException(Reason.STALE, "Somebody changed the account meanwhile; look at it again.");
    }

    public Reason reason() {
        return reason;
    }

    /** What kind of answer this deserves. */
    public enum Reason {
        NOT_FOUND,
        STALE,
        WRONG_STATE,
        INVALID,
        /** Nobody said why. */
        WHY
    }
}
