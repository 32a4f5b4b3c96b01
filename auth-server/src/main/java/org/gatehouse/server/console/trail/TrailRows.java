package org.gatehouse.server.console.trail;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Country;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.sentence.Sentences;
import org.gatehouse.server.reading.KindTitles;
import org.gatehouse.server.reading.QueryKey;
import org.gatehouse.server.reading.TrailMask;
import org.gatehouse.server.reading.TrailQuery.Term;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Entries as a line each, and what a click on a part of it asks for. */
@Component
class TrailRows {

    private final Sentences sentences = new Sentences();
    private final TrailPeople people;
    private final PartyNames names;

    TrailRows(TrailPeople people, PartyNames names) {
        this.people = people;
        this.names = names;
    }

    /**
     * Something in a row that can be asked for.
     *
     * @param term what to ask for, as a query; null for what cannot be asked for
     */
    record Cell(String text, @Nullable String term) {}

    /**
     * Who took part.
     *
     * @param kind of whom the trail does not name, or not at present
     * @param page the id of an account the viewer may look at
     */
    record Who(@Nullable String kind, Cell cell, @Nullable UUID page) {}

    /** One row, ready to be shown. */
    record Row(
            Instant at,
            String sentence,
            String code,
            boolean refused,
            Cell outcome,
            @Nullable Who actor,
            @Nullable Who target,
            @Nullable Cell address,
            @Nullable Cell country,
            @Nullable Cell client,
            @Nullable Cell session,
            @Nullable Cell request,
            String reference) {}

    List<Row> rows(Actor viewer, List<EntryView> stored, Locale locale) {
        return seen(viewer, TrailMask.shown(viewer, stored), locale);
    }

    /** @param entry as the viewer may see it: it may have been revealed */
    Row row(Actor viewer, EntryView entry, Locale locale) {
        return seen(viewer, List.of(entry), locale).get(0);
    }

    private List<Row> seen(Actor viewer, List<EntryView> entries, Locale locale) {
        Set<UUID> pages = people.withPage(viewer, mentioned(entries));
        List<EntryView> named = names.named(viewer, entries, locale);
        return IntStream.range(0, entries.size())
                .mapToObj(nth -> row(viewer.realm(), entries.get(nth), named.get(nth), locale, pages))
                .toList();
    }

    private static Set<UUID> mentioned(List<EntryView> entries) {
        return entries.stream()
                .flatMap(entry -> Stream.of(entry.actor(), entry.target()))
                .filter(Objects::nonNull)
                .map(Party::person)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** @param named the same entry as people read it; what is asked for are identifiers */
    private Row row(Realm realm, EntryView entry, EntryView named, Locale locale, Set<UUID> pages) {
        String outcome = entry.outcome().name().toLowerCase(Locale.ROOT);
        return new Row(
                entry.at(),
                render(realm, named, locale),
                entry.activity().code(),
                entry.outcome() != Outcome.SUCCESS,
                cell(QueryKey.OUTCOME, outcome),
                who(QueryKey.ACTOR, entry.actor(), named.actor(), pages),
                target(entry, named, pages),
                find(QueryKey.IP, entry.origin().address()),
                country(entry.origin().country(), locale),
                client(realm, entry.origin().client()),
                find(QueryKey.SESSION, entry.origin().session()),
                find(QueryKey.REQUEST, entry.origin().request()),
                TrailEntryPage.reference(entry));
    }

    /** @param entry as the viewer may see it */
    String sentence(Actor viewer, EntryView entry, Locale locale) {
        return render(
                viewer.realm(), names.named(viewer, List.of(entry), locale).get(0), locale);
    }

    private String render(Realm realm, EntryView named, Locale locale) {
        return sentences.render(named, locale, new KindTitles(realm));
    }

    private static @Nullable Who target(EntryView entry, EntryView named, Set<UUID> pages) {
        return entry.target() == null || named.target() == null
                ? null
                : who(QueryKey.TARGET, entry.target(), named.target(), pages);
    }

    private static Who who(QueryKey key, Party party, Party named, Set<UUID> pages) {
        UUID id = party.person();
        if (id != null) {
            return new Who(null, new Cell(party.label(), term(key, id.toString())), pages.contains(id) ? id : null);
        }
        boolean hasName = party.kind() != Party.Kind.ACCOUNT && !party.label().isBlank();
        return new Who(
                hasName ? null : TrailEntryPage.nameless(party),
                new Cell(named.label(), hasName ? term(party) : null),
                null);
    }

    private static @Nullable String term(Party party) {
        return switch (party.kind()) {
            case CLIENT -> term(QueryKey.CLIENT, party.label());
            case OBJECT -> term(QueryKey.OBJECT, party.label());
            default -> null;
        };
    }

    private static @Nullable Cell client(Realm realm, @Nullable String id) {
        return id == null ? null : new Cell(PartyNames.client(realm, id), term(QueryKey.CLIENT, id));
    }

    private static @Nullable Cell country(@Nullable String code, Locale locale) {
        return code == null ? null : new Cell(Country.name(code, locale), term(QueryKey.COUNTRY, code));
    }

    private static @Nullable Cell find(QueryKey key, @Nullable String value) {
        return value == null ? null : cell(key, value);
    }

    private static Cell cell(QueryKey key, String value) {
        return new Cell(value, term(key, value));
    }

    private static String term(QueryKey key, String value) {
        return new Term(key, value, false).text();
    }
}
