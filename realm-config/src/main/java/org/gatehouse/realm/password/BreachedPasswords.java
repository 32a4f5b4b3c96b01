package org.gatehouse.realm.password;

/** What happens to a password that is on the list of common and breached ones. */
public enum BreachedPasswords {
    REFUSE("refuse"),
    WARN("warn"),
    OFF("off");

    private final String code;

    BreachedPasswords(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
