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

    /** Whether it gives a different text for each number. */
    boolean isNumbered() {
        return text.contains(NUMBER);
    }
}
