package org.gatehouse.realm.document;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the known words was meant. */
public final class NearestKey {

    private static final int MOST_LISTED = 40;

    private NearestKey() {}

    /** The known word that is not far from what was written. */
    public static Optional<String> find(String written, List<String> known) {
        int tolerated = Math.max(2, written.length() / 3);
        return known.stream()
                .filter(key -> distance(plain(written), plain(key)) <= tolerated)
                .filter(key -> distance(plain(written), plain(key)) < written.length()) // something in common
                .min(Comparator.comparingInt(key -> distance(plain(written), plain(key))));
    }

    /** The guess as a question; empty when nothing comes near. */
    static Optional<String> question(String written, List<String> known) {
        return find(written, known).map(word -> "Did you mean `" + word + "`?");
    }

    /** The guess as a question, or else what is known, unless that is nothing or too much to read. */
    public static String hint(String written, List<String> known) {
        boolean readable = !known.isEmpty() && known.size() <= MOST_LISTED;
        return question(written, known).orElse(readable ? "Known are: " + String.join(", ", known) + "." : "");
    }

    /** The known word that is at most one letter away. */
    static Optional<String> slip(String written, List<String> known) {
        return known.stream()
                .filter(word -> distance(plain(written), plain(word)) <= 1)
                .findFirst();
    }

    /** {@code redirect_uris} and {@code RedirectURIs} are the same word to whoever writes them. */
    private static String plain(String key) {
        return key.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Levenshtein distance, on words of a bounded length. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int index = 1; index <= Math.min(from.length(), 64); index++) {
            row = nextRow(row, from.charAt(index - 1), to);
        }
        return row[to.length()];
    }

    private static int[] nextRow(int[] above, char letter, String to) {
        int[] row = new int[above.length];
        row[0] = above[0] + 1;
        for (int column = 1; column < row.length; column++) {
            int replaced = above[column - 1] + (letter == to.charAt(column - 1) ? 0 : 1);
            row[column] = Math.min(replaced, 1 + Math.min(above[column], row[column - 1]));
        }
        return row;
    }
}
