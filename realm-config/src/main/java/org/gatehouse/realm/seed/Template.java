package org.gatehouse.realm.seed;

import org.jspecify.annotations.Nullable;

/** Text with one {@code %d} in it, the number of the generated person. */
record Template(String text) {

    private static final String NUMBER = "%d";

    String of(int number) {
        return text.replace(NUMBER, Integer.toString(number));
    }

    /** The text for the number; null stays null. */
    static @Nullable String fill(@Nullable String text, int number) {
        return text == null ? null : new Template(text).of(number);
    }

    /** The value for the number, which differs only where the value is a text. */
    static Object fillAny(Object value, int number) {
        return value instanceof String text ? new Template(text).of(number) : value;
    }

    /** Whether it gives a different text for each number. */
    boolean isNumbered() {
        return text.contains(NUMBER);
    }
}
