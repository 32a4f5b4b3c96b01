package org.gatehouse.realm.federation;

/** What happens when somebody is in more groups than a token lists. */
public enum Overage {
    /** The sign-in fails: nobody gets in with fewer groups than they have. */
    REFUSE("refuse"),
    /** Microsoft Graph is asked. */
    GRAPH("graph");

    private final String code;

    Overage(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
