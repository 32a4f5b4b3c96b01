package org.gatehouse.server;

/**
 * The service will not start, for a reason a person can mend.
 *
 * <p>The message is one sentence naming what is wrong, followed by the fix. It is printed as it stands, without a stack
 * trace, and the process ends with exit code 1; so it never carries a secret.
 */
public final class StartRefusedException extends RuntimeException {

    public StartRefusedException(String message) {
        super(message);
    }

    public StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
