package org.gatehouse.realm.federation;

/** By what a provider knows this service; with a key it is RFC 7523, either way. */
public enum Credential {
    /** One that both sides know. */
    SECRET("client_secret"),
    /** The realm's signing keys, which the provider finds at the realm's {@code jwks_uri}. */
    REALM_KEYS("private_key_jwt"),
    /** A key of the connection's own, whose certificate an administrator uploads at the provider. */
    CERTIFICATE("certificate");

    private final String code;

    Credential(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
