package org.gatehouse.keycloak.attestation;

/** Texts nobody can accept, so that nobody gets in by them. The message is for administrators. */
final class InvalidTextsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidTextsException(String message) {
        super(message);
    }
}
