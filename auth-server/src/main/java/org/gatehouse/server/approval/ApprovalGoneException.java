package org.gatehouse.server.approval;

/** The request was decided, has expired, or what it asks for can no longer be done. */
public final class ApprovalGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ApprovalGoneException(String message) {
        super(message);
    }
}
