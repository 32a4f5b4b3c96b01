package org.gatehouse.server.password;

/** Too many hashes are waiting; the caller should answer 503 with {@code Retry-After}. */
public final class BusyException extends RuntimeException {

    BusyException() {
        super("Too many sign-ins at once; try again in a few seconds.");
    }
}
