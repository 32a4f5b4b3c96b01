package org.gatehouse.realm.client;

/** A grant of OAuth 2. */
public enum GrantType {
    AUTHORIZATION_CODE("authorization_code"),
    REFRESH_TOKEN("refresh_token"),
    CLIENT_CREDENTIALS("client_credentials"),
    /** RFC 8628. */
    DEVICE_CODE("device_code"),
    /** RFC 8693. */
    TOKEN_EXCHANGE("token_exchange");

    private final String code;

    GrantType(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
