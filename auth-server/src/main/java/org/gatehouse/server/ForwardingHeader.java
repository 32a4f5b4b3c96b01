package org.gatehouse.server;

/** Which header trusted proxies write the chain of addresses into. The other one is a stranger's and is not read. */
public enum ForwardingHeader {
    /** What nearly every proxy writes. */
    X_FORWARDED_FOR("X-Forwarded-For"),

    /** The standard (RFC 7239). */
    FORWARDED("Forwarded");

    private final String headerName;

    ForwardingHeader(String headerName) {
        this.headerName = headerName;
    }

    public String headerName() {
        return headerName;
    }
}
