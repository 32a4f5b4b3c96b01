package org.gatehouse.server.signin;

import org.jspecify.annotations.Nullable;

/** A page of a sign-in was asked for at which this browser's sign-in does not stand. */
public final class SignInOverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String elsewhere;

    /** @param elsewhere where the sign-in stands instead; null when there is none any more */
    public SignInOverException(@Nullable String elsewhere) {
        super("The sign-in does not stand here", null, false, false);
        this.elsewhere = elsewhere;
    }

    @Nullable
    String elsewhere() {
        return elsewhere;
    }
}
