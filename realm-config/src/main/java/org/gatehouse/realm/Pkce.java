package org.gatehouse.realm;

/** Whether a client must prove possession of its authorization code (RFC 7636). Public clients always must. */
public enum Pkce {
    REQUIRED("required"),
    OPTIONAL("optional");

    private final String code;

    Pkce(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
