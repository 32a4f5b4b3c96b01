package org.gatehouse.realm.network;

/** What a rule may call a network by: one of the realm's own, or any other. */
public enum NetworkName {
    INSIDE("inside"),
    OUTSIDE("outside");

    private final String code;

    NetworkName(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
