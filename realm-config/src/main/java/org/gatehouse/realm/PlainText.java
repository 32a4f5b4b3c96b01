package org.gatehouse.realm;

import java.util.regex.Pattern;

/** What may stand in a name or description: text for people, in one line, without markup. */
public final class PlainText {

    private static final Pattern TAG = Pattern.compile("<[\\p{L}/!?]");

    private PlainText() {}

    /** Whether the text has 1 to {@code longest} UTF-16 units and nothing in it but text. */
    public static boolean isValid(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && isPlain(text);
    }

    /** Whether nothing in it is a control or format character or looks like a tag. */
    public static boolean isPlain(String text) {
        return !TAG.matcher(text).find()
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || Character.getType(c) == Character.SURROGATE
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    }
}
