package org.gatehouse.server.tokens;

/** What was used twice, or by somebody it was not given to. */
enum Replay {
    CODE("code-replayed"),
    CODE_OF_ANOTHER_CLIENT("code-of-another-client"),
    REFRESH_TOKEN("refresh-token-replayed");

    private final String reason;

    Replay(String reason) {
        this.reason = reason;
    }

    /** The stable code in the trail. */
    String reason() {
        return reason;
    }

    /** Whether there was a sign-in the person would miss, and so be told about. */
    boolean endsASignIn() {
        return this != CODE_OF_ANOTHER_CLIENT;
    }
}
