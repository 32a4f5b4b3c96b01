package org.gatehouse.server.console.integrity;

import java.util.Locale;
import java.util.regex.Pattern;
import org.gatehouse.audit.verify.Fault;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * What the verifier says of a fault, in the reader's language. The verifier speaks English, as programs, files and other
 * places of this service do; its sentences differ in their numbers only, so that the rest of one is the key of its words.
 *
 * @param language of the words when it is not the reader's; null otherwise
 */
record FaultWords(String text, @Nullable String language) {

    static final String KEY = "integrity.fault.";

    private static final Pattern PLACE = Pattern.compile("tile/\\S+|[0-9]+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");

    /** In English, where nobody has translated it. */
    static FaultWords of(Fault fault, MessageSource messages, Locale locale) {
        Object[] places = PLACE.matcher(fault.what())
                .results()
                .map(place -> place.group())
                .toArray();
        String words = messages.getMessage(key(fault.what()), places, null, locale);
        return words == null ? new FaultWords(fault.what(), "en") : new FaultWords(words, null);
    }

    /** {@code integrity.fault.the-entry-is-missing-entry-follows}. */
    static String key(String what) {
        String letters = NO_LETTERS
                .matcher(PLACE.matcher(what).replaceAll("").toLowerCase(Locale.ROOT))
                .replaceAll("-");
        return KEY + letters.replaceAll("^-|-$", "");
    }
}
