package org.gatehouse.realm.client;

/** How a client gets Shared Signals. */
public enum SignalDelivery {
    /** RFC 8935. */
    PUSH("push"),
    /** RFC 8936. */
    POLL("poll");

    private final String code;

    SignalDelivery(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
