package org.gatehouse.keycloak.signin;

/** What a required action is to ask for cannot be told, so that nobody gets by. The message is for administrators. */
public final class NotConfiguredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotConfiguredException(String message) {
        super(message);
    }
}
