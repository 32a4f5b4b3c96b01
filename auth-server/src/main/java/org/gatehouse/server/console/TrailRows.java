package org.gatehouse.server.console;

import java.time.Instant;
import java.util.Locale;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.server.reading.KindTitles;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;

/** Entries as a line each. */
final class TrailRows {

    private final Sentences sentences = new Sentences();

    /** One row, ready to be shown. */
    record Row(
            Instant at,
            String sentence,
            String code,
            boolean refused,
            @Nullable String address,
            String reference) {}

    Row row(Realm realm, EntryView entry, Locale locale) {
        return new Row(
                entry.at(),
                sentence(realm, entry, locale),
                entry.activity().code(),
                entry.outcome() != Outcome.SUCCESS,
                entry.origin().address(),
                TrailEntryPage.reference(entry));
    }

    String sentence(Realm realm, EntryView entry, Locale locale) {
        return sentences.render(entry, locale, new KindTitles(realm));
    }
}
