package org.gatehouse.realm.password;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One rule.
 *
 * @param pattern an RE2 expression, looked for anywhere in the candidate
 * @param mustMatch true: the pattern must be found; false: it must not
 * @param text language tag to what people read, for example "at least 12 characters"
 */
public record PasswordRule(String id, String pattern, boolean mustMatch, Map<String, String> text, Examples examples) {

    public PasswordRule {
        text = Collections.unmodifiableMap(new TreeMap<>(text)); // one order, so that documents compare
    }

    /** The text in the wanted language, else in English, else in any; the id when there is none at all. */
    public String text(Locale locale) {
        return LocalizedText.choose(text, locale, id);
    }
}
