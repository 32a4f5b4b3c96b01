package org.gatehouse.realm.keycloak;

/** A realm cannot be rendered, whatever gaps are accepted. The message says why and what to change. */
public final class NotRenderableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotRenderableException(String message) {
        super(message);
    }
}
