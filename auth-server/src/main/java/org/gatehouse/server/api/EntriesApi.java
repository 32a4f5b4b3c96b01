package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryPage;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.reading.KindTitles;
import org.gatehouse.server.reading.RevealedEntries;
import org.gatehouse.server.reading.TrailMask;
import org.gatehouse.server.reading.TrailReading;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Justification;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /audit/entries}: a realm's entries, newest first. Sentences are in French or English, as asked for. */
@RestController
@RequestMapping("/api/realms/{realm}/audit/entries")
class EntriesApi {

    private static final Set<String> PAGING = Set.of("cursor", "size");

    private final TrailReader reader;
    private final TrailReading reading;
    private final RevealedEntries revealing;
    private final Sentences sentences = new Sentences();

    EntriesApi(TrailReader reader, TrailReading reading, RevealedEntries revealing) {
        this.reader = reader;
        this.reading = reading;
        this.revealing = revealing;
    }

    @GetMapping
    Paging.Page<EntryJson> list(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestParam(required = false) @Nullable Integer size,
            HttpServletRequest request,
            Locale locale) {
        actor.require(Permission.AUDIT_READ);
        EntryConditions asked = new EntryConditions(request.getParameterMap()).only(PAGING);
        String realm = actor.realm().name();
        TrailFilter filter = asked.filter(reader.customActivities(realm));
        EntryConditions.requireSeen(actor, filter);
        Cursor after = cursor(asked.text("cursor"));
        int limit = Paging.size(size);
        reading.begin(actor);
        EntryPage page = reader.search(realm, filter, after, limit);
        List<EntryJson> items =
                page.entries().stream().map(entry -> json(actor, entry, locale)).toList();
        return new Paging.Page<>(items, page.next() == null ? null : page.next().encoded());
    }

    @GetMapping("/{reference}")
    EntryJson entry(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable String reference,
            @RequestParam(required = false) @Nullable String why,
            HttpServletRequest request,
            Locale locale) {
        actor.require(Permission.AUDIT_READ);
        EntryReference named = EntryReference.parse(reference);
        reading.begin(actor);
        EntryView entry = reader.find(actor.realm().name(), named.tier(), named.index())
                .orElseThrow(() -> ApiException.notFound("There is no such entry, or it is no longer kept."));
        if (!isRevealed(request)) {
            return json(actor, entry, locale);
        }
        String reason = Justification.of(why)
                .orElseThrow(() -> ApiException.invalid("Say why with 'why', in one line of at most "
                        + Justification.LONGEST + " characters that names nobody."));
        return whole(actor, revealing.reveal(actor, entry, reason), locale);
    }

    /** Elsewhere the parameter is a list, so it may be there twice. */
    private static boolean isRevealed(HttpServletRequest request) {
        String[] values = request.getParameterValues("reveal");
        if (values != null && (values.length > 1 || !Set.of("true", "false").contains(values[0]))) {
            throw ApiException.invalid("'reveal' must be true or false, and there once.");
        }
        return values != null && values[0].equals("true");
    }

    private EntryJson json(Actor actor, EntryView stored, Locale locale) {
        return whole(actor, TrailMask.shown(actor, stored), locale);
    }

    private EntryJson whole(Actor actor, EntryView entry, Locale locale) {
        return EntryJson.of(entry, sentences.render(entry, locale, new KindTitles(actor.realm())));
    }

    private static @Nullable Cursor cursor(@Nullable String encoded) {
        return encoded == null ? null : Cursor.parse(encoded).orElseThrow(Paging::invalid);
    }
}
