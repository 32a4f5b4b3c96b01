package org.gatehouse.realm.data;

import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A text people accept before they get in; without roles and groups, everybody does.
 *
 * @param version with a greater one, everybody is asked again
 * @param title heading by language
 * @param text by language
 * @param roles whose holders accept it
 * @param groups paths of the groups whose members accept it
 * @param renewal after what time people are asked again; null means never
 */
public record Attestation(
        String id,
        int version,
        Map<String, String> title,
        Map<String, String> text,
        List<String> roles,
        List<String> groups,
        @Nullable Period renewal) {

    public static final Period SHORTEST_RENEWAL = Period.ofMonths(1);

    public static final Period LONGEST_RENEWAL = Period.ofYears(5);

    public Attestation {
        title = Collections.unmodifiableMap(new TreeMap<>(title)); // one order, so that documents compare
        text = Collections.unmodifiableMap(new TreeMap<>(text));
        roles = List.copyOf(roles);
        groups = List.copyOf(groups);
    }

    /** In the reader's language, else in English, else in any. */
    public String title(Locale reader) {
        return chosen(title, reader);
    }

    /** In the reader's language, else in English, else in any. */
    public String text(Locale reader) {
        return chosen(text, reader);
    }

    private static String chosen(Map<String, String> texts, Locale reader) {
        String own = texts.get(reader.getLanguage());
        return own != null
                ? own
                : texts.getOrDefault("en", texts.values().stream().findFirst().orElse(""));
    }
}
