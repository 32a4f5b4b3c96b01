package org.gatehouse.realm;

/** The signature algorithm of a client's ID tokens (RFC 7518, RFC 8037); the names are their codes. */
public enum IdTokenAlg {
    RS256,
    ES256,
    PS256,
    EdDSA;

    /** As the realm file writes it. */
    public String code() {
        return name();
    }
}
