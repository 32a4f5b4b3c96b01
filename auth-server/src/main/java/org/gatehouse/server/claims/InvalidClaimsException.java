package org.gatehouse.server.claims;

/** The {@code claims} parameter is not what OpenID Connect Core section 5.5 describes; the message says why. */
public final class InvalidClaimsException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidClaimsException(String message) {
        super(message);
    }
}
