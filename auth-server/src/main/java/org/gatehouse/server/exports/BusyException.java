package org.gatehouse.server.exports;

/** Not now: as many exports run already as this node makes at once, or people are being erased all the time. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusyException(String message) {
        super(message);
    }
}
