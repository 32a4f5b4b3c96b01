package org.gatehouse.realm.federation;

/** What happens when somebody without an account comes. */
public enum Provisioning {
    /** They are turned away. */
    NEVER("never"),
    /** They get an account. */
    JUST_IN_TIME("just-in-time");

    private final String code;

    Provisioning(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
