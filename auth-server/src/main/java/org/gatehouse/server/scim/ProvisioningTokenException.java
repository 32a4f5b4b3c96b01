package org.gatehouse.server.scim;

/** A provisioning token cannot be what somebody wants it to be; nothing was changed. */
public final class ProvisioningTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    ProvisioningTokenException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What kind of answer this deserves. */
    public enum Reason {
        NOT_FOUND,
        INVALID,
        TOO_MANY
    }
}
