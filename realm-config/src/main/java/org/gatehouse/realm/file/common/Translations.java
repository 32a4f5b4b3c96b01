package org.gatehouse.realm.file.common;

import java.util.List;
import org.gatehouse.realm.document.Part;

/** Refuses texts that are missing in a language of the realm. */
public final class Translations {

    private Translations() {}

    public static void check(Part part, String key, List<String> languages) {
        for (String language : languages) {
            if (part.has(key) && !part.child(key).has(language)) {
                part.child(key)
                        .refuse(
                                "The text is missing in `" + language + "`, a language of this realm.",
                                "Add it, or remove the language from `languages`.");
            }
        }
    }
}
