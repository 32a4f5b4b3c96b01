package org.gatehouse.server.exports;

import org.jspecify.annotations.Nullable;

/**
 * Text of one line that moves no terminal and ends no record: control characters become the pictures Unicode has of them
 * (a line feed is ␊), and what neither XML 1.0 nor UTF-8 can hold becomes U+FFFD. Nothing disappears unseen.
 */
public final class VisibleText {

    private static final int PICTURES = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;
    private static final int DELETE = 0x7F;
    private static final int REPLACEMENT = 0xFFFD;

    private VisibleText() {}

    public static @Nullable String of(@Nullable String text) {
        if (text == null || text.chars().allMatch(letter -> letter >= ' ' && letter < DELETE)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> visible.appendCodePoint(visible(letter)));
        return visible.toString();
    }

    private static int visible(int letter) {
        if (letter < ' ') {
            return PICTURES + letter;
        }
        if (letter == DELETE) {
            return PICTURE_OF_DELETE;
        }
        return isText(letter) ? letter : REPLACEMENT;
    }

    private static boolean isText(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> (letter & 0xFFFE) != 0xFFFE && !isDirection(letter);
        };
    }

    /** Marks that make a text read in another order than it is written. */
    private static boolean isDirection(int letter) {
        return (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
    }
}
