package org.gatehouse.realm.keycloak.live;

/** Keycloak refused, or did not answer. The message says what to do about it and holds no secret. */
public final class KeycloakException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeycloakException(String message) {
        super(message);
    }

    KeycloakException(String message, Throwable cause) {
        super(message, cause);
    }
}
