package org.gatehouse.realm.client;

/** A security profile a client is held to. */
public enum ClientProfile {
    /** FAPI 2.0 Security Profile. */
    FAPI2("fapi2");

    private final String code;

    ClientProfile(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
