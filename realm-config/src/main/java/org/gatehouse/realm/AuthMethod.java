package org.gatehouse.realm;

/** How a client authenticates at the token endpoint; the codes are those of OIDC Core, section 9, and RFC 8705. */
public enum AuthMethod {
    CLIENT_SECRET_BASIC("client_secret_basic"),
    CLIENT_SECRET_POST("client_secret_post"),
    PRIVATE_KEY_JWT("private_key_jwt"),
    /** RFC 8705, section 2.2. */
    SELF_SIGNED_TLS_CLIENT_AUTH("self_signed_tls_client_auth"),
    NONE("none");

    private final String code;

    AuthMethod(String code) {
        this.code = code;
    }

    /** Whether the client shows a secret it shares with the service. */
    public boolean usesSecret() {
        return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
    }

    /** Whether the client shows that it has a private key. */
    public boolean usesKey() {
        return this == PRIVATE_KEY_JWT || this == SELF_SIGNED_TLS_CLIENT_AUTH;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
