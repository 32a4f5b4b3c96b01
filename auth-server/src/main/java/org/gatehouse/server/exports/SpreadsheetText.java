package org.gatehouse.server.exports;

import org.jspecify.annotations.Nullable;

/** Text a spreadsheet shows and never runs (OWASP ASVS 5.0, 1.2.10). */
public final class SpreadsheetText {

    private static final String DANGEROUS = "=+-@\t\r\n\0＝＋－＠";

    private SpreadsheetText() {}

    /** What begins like a formula gets an apostrophe before it, which a spreadsheet takes for "this is text". */
    public static String of(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        return DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
