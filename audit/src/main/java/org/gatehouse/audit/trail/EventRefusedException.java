package org.gatehouse.audit.trail;

import org.jspecify.annotations.Nullable;

/** The event itself cannot be stored; trying again will not help. Its neighbours in the same batch are unaffected. */
public final class EventRefusedException extends RuntimeException {

    EventRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
