package org.gatehouse.realm.password;

import java.util.Locale;
import java.util.Map;

/** A rule a candidate does not meet. Never carries the candidate. */
public record RuleFailure(String ruleId, Map<String, String> texts) {

    public RuleFailure {
        texts = Map.copyOf(texts);
    }

    /** What to tell the person, in their language where the realm has it, else in English. */
    public String text(Locale locale) {
        return LocalizedText.choose(texts, locale, ruleId);
    }
}
