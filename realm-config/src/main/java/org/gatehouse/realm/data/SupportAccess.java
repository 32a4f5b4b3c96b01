package org.gatehouse.realm.data;

/** Whether somebody from outside the realm may look into it to help. */
public enum SupportAccess {
    /** Only what an administrator of the realm grants. */
    CONSENT_REQUIRED("consent-required"),
    /** It cannot be asked for. */
    NEVER("never");

    private final String code;

    SupportAccess(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
