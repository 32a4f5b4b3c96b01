package org.gatehouse.server.federation.doctor;

/** How something is, the worst first. */
public enum State {
    /** People cannot sign in, or not as the connection says. */
    PROBLEM("problem"),
    /** It works, and may not for long, or lets in more than is usually meant. */
    WARNING("warning"),
    /** It cannot be seen from here, or something else has to be put right first. */
    NOT_LOOKED_AT("not-looked-at"),
    OK("ok");

    private final String code;

    State(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
