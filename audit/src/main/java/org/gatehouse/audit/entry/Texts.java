package org.gatehouse.audit.entry;

import org.jspecify.annotations.Nullable;

/**
 * Makes any text storable. What attackers send must neither break an entry nor stop a sign-in from being recorded, so
 * nothing is refused here: NUL (PostgreSQL cannot store it) and unpaired surrogates (UTF-8 cannot) become U+FFFD, and what
 * is too long ends in {@link #MARK}. Line breaks and escape sequences stay, since every text is length-prefixed or JSON.
 */
public final class Texts {

    /** Ends a shortened text. */
    public static final String MARK = "…[shortened]";

    private static final char REPLACEMENT = '\uFFFD';

    private boolean shortened;

    /** Whether any text given so far was too long. */
    public boolean shortened() {
        return shortened;
    }

    public @Nullable String cleanOrNull(@Nullable String text, int maxLength) {
        return text == null || text.isEmpty() ? null : clean(text, maxLength);
    }

    /** At most {@code maxLength} characters, the mark included. */
    public String clean(String text, int maxLength) {
        String cut = text;
        if (text.length() > maxLength) {
            shortened = true;
            cut = text.substring(0, maxLength - MARK.length()) + MARK;
        }
        return isClean(cut) ? cut : replace(cut);
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) { // a dozen texts in every event: no stream for each
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String replace(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isStorable(c) ? c : REPLACEMENT));
        return clean.toString();
    }

    private static boolean isStorable(int codePoint) {
        return codePoint != 0 && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }
}
