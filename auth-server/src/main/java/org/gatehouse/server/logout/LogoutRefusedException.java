package org.gatehouse.server.logout;

/** A request to sign out that is wrong. Nothing was ended; the message is for the developer in front of the page. */
final class LogoutRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogoutRefusedException(String message) {
        super(message);
    }
}
