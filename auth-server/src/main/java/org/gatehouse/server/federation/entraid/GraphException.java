package org.gatehouse.server.federation.entraid;

import org.jspecify.annotations.Nullable;

/** Microsoft Graph did not say what was asked. The message is for operators: it names no token and nobody. */
final class GraphException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GraphException(String message) {
        this(message, null);
    }

    GraphException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
