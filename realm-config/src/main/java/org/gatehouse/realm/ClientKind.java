package org.gatehouse.realm;

/** What a client runs as; decides lifetimes, grants and what its redirect URIs may look like. */
public enum ClientKind {
    /** Signs people in through a browser. */
    WEB("web"),
    /** An installed app (RFC 8252): public, its session bounded to one day. */
    MOBILE("mobile"),
    /** Acts for itself with the client credentials grant; nobody signs in. */
    SERVICE("service");

    private final String code;

    ClientKind(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
