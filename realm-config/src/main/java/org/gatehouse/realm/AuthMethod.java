package org.gatehouse.realm;

/** How a client authenticates at the token endpoint; the codes are those of OIDC Core, section 9. */
public enum AuthMethod {
    CLIENT_SECRET_BASIC("client_secret_basic"),
    CLIENT_SECRET_POST("client_secret_post"),
    NONE("none");

    private final String code;

    AuthMethod(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
