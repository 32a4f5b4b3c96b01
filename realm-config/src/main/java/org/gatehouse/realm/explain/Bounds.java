package org.gatehouse.realm.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.document.SchemaPlace;

/** Says what a schema demands of a value beside its kind. */
final class Bounds {

    private static final Map<String, String> WORDS = words();

    private Bounds() {}

    static List<String> of(SchemaPlace place) {
        List<String> bounds = new ArrayList<>();
        WORDS.forEach((keyword, phrase) -> {
            if (!place.said(keyword).isMissingNode()) {
                bounds.add(phrase.formatted(place.said(keyword).asString()));
            }
        });
        if (!place.notEnforcedChoices().isEmpty()) {
            bounds.add("not enforced by this version, so refused: " + String.join(", ", place.notEnforcedChoices()));
        }
        return bounds;
    }

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("minimum", "at least %s");
        words.put("maximum", "at most %s");
        words.put("minLength", "at least %s characters");
        words.put("maxLength", "at most %s characters");
        words.put("minItems", "items: at least %s");
        words.put("maxItems", "items: at most %s");
        words.put("uniqueItems", "no item twice");
        words.put("pattern", "matches %s");
        return words;
    }
}
