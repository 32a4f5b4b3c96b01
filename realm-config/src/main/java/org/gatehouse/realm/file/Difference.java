package org.gatehouse.realm.file;

import java.util.Locale;

/**
 * One thing that differs between two realms.
 *
 * @param path where, with list entries by name: {@code clients[forms-web].consent}
 * @param before the actual value, empty when it is new; a secret only as its reference
 * @param after the desired value, empty when it goes
 */
public record Difference(String path, Kind kind, String before, String after) {

    /** What has to be done to the actual realm. */
    public enum Kind {
        ADD('+'),
        CHANGE('~'),
        REMOVE('-');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }

        /** As a plan prints it. */
        public char sign() {
            return sign;
        }

        /** As programs read it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return switch (kind) {
            case ADD -> "+ " + path + ": " + after;
            case CHANGE -> "~ " + path + ": " + before + " → " + after;
            case REMOVE -> "- " + path + ": " + before;
        };
    }
}
