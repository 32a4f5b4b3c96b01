package org.gatehouse.realm.client;

/** What a client is told of at once. */
public enum SignalEvent {
    /** CAEP. */
    SESSION_REVOKED("session-revoked"),
    /** RISC. */
    ACCOUNT_DISABLED("account-disabled"),
    /** RISC. */
    ACCOUNT_PURGED("account-purged"),
    DEVICE_WIPE_REQUESTED("device-wipe-requested");

    private final String code;

    SignalEvent(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
