package org.gatehouse.keycloak.secondfactor;

/** A policy that cannot be enforced, so that nobody gets in by it. The message is for administrators. */
final class InvalidPolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidPolicyException(String message) {
        super(message);
    }
}
