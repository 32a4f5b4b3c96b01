package org.gatehouse.server.demo.entra;

/** The stand-in does not do what is asked. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String error;

    Refused(String error, String message) {
        super(message);
        this.error = error;
    }

    String error() {
        return error;
    }
}
