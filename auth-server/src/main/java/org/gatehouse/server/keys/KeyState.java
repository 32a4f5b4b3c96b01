package org.gatehouse.server.keys;

/** Where a key stands. */
public enum KeyState {
    /** Everybody can get it, and nothing is signed with it yet. */
    PUBLISHED("published"),
    SIGNING("signing"),
    /** Another signs; what this one signed is still good. */
    RETIRED("retired"),
    /** Nothing it signed is good any more, and it is published no longer. */
    REVOKED("revoked"),
    /** Nothing it signed can be presented any more; it goes with the next look. */
    GONE("gone");

    private final String code;

    KeyState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
