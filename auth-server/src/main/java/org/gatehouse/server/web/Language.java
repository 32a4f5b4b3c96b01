package org.gatehouse.server.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The languages pages are written in; the first is the one for everybody else. */
enum Language {
    ENGLISH("en", "English"),
    FRENCH("fr", "Français");

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    String tag() {
        return tag;
    }

    /** Its name in itself, which is how its readers find it. */
    String ownName() {
        return ownName;
    }

    Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** By BCP 47 tag; a region or script does not matter: {@code fr-CA} is French. */
    static Optional<Language> of(String tag) {
        String language = Locale.forLanguageTag(tag.strip()).getLanguage();
        return Arrays.stream(values())
                .filter(candidate -> candidate.tag.equals(language))
                .findFirst();
    }

    static Language of(Locale locale) {
        return of(locale.getLanguage()).orElse(ENGLISH);
    }
}
