package org.gatehouse.realm.federation;

/** How somebody who has an account already gets into it by a connection. */
public enum Linking {
    NEVER("never"),
    /** They show the account's own credential, once. */
    ASK("ask"),
    /** By an address both sides have verified, without being asked. */
    VERIFIED_EMAIL("verified-email");

    private final String code;

    Linking(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
