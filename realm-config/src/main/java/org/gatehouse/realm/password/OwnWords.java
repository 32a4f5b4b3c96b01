package org.gatehouse.realm.password;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words of a person's own, which somebody who knows them tries first. Compared without case and accents, and after
 * compatibility decomposition (NFKD): full-width or mathematical letters that look like the plain ones count as those.
 */
public final class OwnWords {

    /** In characters; shorter ones are found in too many passwords by chance. */
    public static final int SHORTEST = 4;

    /** In characters; more of a value than a password can hold matters to none. */
    private static final int LONGEST_VALUE = 1_000;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Set<String> words;

    private OwnWords(Set<String> words) {
        this.words = words;
    }

    /** @param values as they are kept: each counts as a whole and by its words, an e-mail address by its local part */
    public static OwnWords of(Collection<String> values) {
        Set<String> words = new TreeSet<>();
        values.stream()
                .filter(value -> value.length() <= LONGEST_VALUE)
                .flatMap(OwnWords::parts)
                .filter(word -> word.codePointCount(0, word.length()) >= SHORTEST)
                .forEach(words::add);
        return new OwnWords(words);
    }

    /** Whether any of the words is in the candidate, which must be of bounded length. */
    public boolean areIn(String candidate) {
        String folded = folded(candidate);
        return words.stream().anyMatch(folded::contains);
    }

    private static Stream<String> parts(String value) {
        String folded = folded(value.strip());
        int at = folded.lastIndexOf('@');
        String named = at > 0 ? folded.substring(0, at) : folded; // half the world shares the words of a domain
        return Stream.concat(Stream.of(folded, named), BETWEEN.splitAsStream(named));
    }

    private static String folded(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** Not the words: they are somebody's data. */
    @Override
    public String toString() {
        return "OwnWords[hidden]";
    }
}
