package org.gatehouse.realm.password;

import java.util.Locale;
import java.util.Map;

/** Chooses among texts by language. */
final class LocalizedText {

    private LocalizedText() {}

    static String choose(Map<String, String> texts, Locale locale, String otherwise) {
        String wanted = texts.get(locale.getLanguage());
        if (wanted != null) {
            return wanted;
        }
        String english = texts.get("en");
        return english != null ? english : texts.values().stream().findFirst().orElse(otherwise);
    }
}
