package org.gatehouse.realm;

/** What the values of a custom attribute are. */
public enum AttributeType {
    STRING("string"),
    /** A whole number that every JSON reader can hold exactly (RFC 8259, section 6). */
    INTEGER("integer"),
    BOOLEAN("boolean"),
    /** A calendar date, written as text: {@code 2026-12-31}. */
    DATE("date");

    private final String code;

    AttributeType(String code) {
        this.code = code;
    }

    /** As the realm file writes it. */
    public String code() {
        return code;
    }
}
