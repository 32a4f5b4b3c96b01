package org.gatehouse.realm.signin;

/** When a second factor is asked for. */
public enum FactorDemand {
    ALWAYS("always"),
    /** People may still enrol one. */
    NEVER("never"),
    /** Where a condition holds. */
    WHEN("when");

    private final String code;

    FactorDemand(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
