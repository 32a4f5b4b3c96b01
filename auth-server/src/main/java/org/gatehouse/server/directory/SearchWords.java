package org.gatehouse.server.directory;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** How names are looked for: without case, accents and punctuation, by the beginnings of their words. */
final class SearchWords {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Longer words are cut: nobody types more. */
    private static final int LONGEST = 40;

    /** A name of more words than this is found by the first of them. */
    private static final int MOST = 12;

    private SearchWords() {}

    static String sortKey(String name) {
        return plain(name).strip();
    }

    /** The words of all texts, each once. */
    static Set<String> of(String... texts) {
        Set<String> words = new TreeSet<>();
        for (String text : texts) {
            words.addAll(in(text));
        }
        return words;
    }

    static List<String> in(String text) {
        return Arrays.stream(BETWEEN.split(plain(text)))
                .filter(word -> !word.isEmpty())
                .map(word -> word.length() > LONGEST ? word.substring(0, LONGEST) : word)
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static String plain(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
