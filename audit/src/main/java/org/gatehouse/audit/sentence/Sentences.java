package org.gatehouse.audit.sentence;

import java.util.Locale;
import org.gatehouse.audit.query.EntryView;

/** Renders entries as sentences. Stateless; anything but French is answered in English. */
public final class Sentences {

    private static final Phrases ENGLISH = Phrases.load("en");
    private static final Phrases FRENCH = Phrases.load("fr");

    /** One line of plain text without control characters; escape it like any text where it is shown. */
    public String render(EntryView entry, Locale locale) {
        return render(entry, locale, ObjectTitles.none());
    }

    /** The same, with the realm's own words for its own kinds of objects. */
    public String render(EntryView entry, Locale locale, ObjectTitles titles) {
        return new Sentence(entry, phrases(locale), titles).text();
    }

    private static Phrases phrases(Locale locale) {
        return locale.getLanguage().equals("fr") ? FRENCH : ENGLISH;
    }
}
