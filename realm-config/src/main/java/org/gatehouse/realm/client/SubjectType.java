package org.gatehouse.realm.client;

/** Whether clients know people by the same identifier (OpenID Connect Core, section 8). */
public enum SubjectType {
    PUBLIC("public"),
    /** By one that no client of another host knows. */
    PAIRWISE("pairwise");

    private final String code;

    SubjectType(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
