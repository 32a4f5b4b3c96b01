package org.gatehouse.audit.privacy;

/** A key could not be read, made or unwrapped, so nothing can be sealed now. */
public final class KeysUnavailableException extends RuntimeException {

    KeysUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
