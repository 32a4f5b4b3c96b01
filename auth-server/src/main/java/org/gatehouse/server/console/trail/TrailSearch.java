package org.gatehouse.server.console.trail;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.server.reading.QueryKey;
import org.gatehouse.server.reading.TrailQuery;
import org.gatehouse.server.reading.TrailQuery.Term;
import org.gatehouse.server.reading.TrailQueryException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Which entries somebody asks for and how they want to see them, as it stands in the address. People are given by user
 * name, e-mail address or id; a link gives the id, which outlives a change of name, and the page shows the name.
 *
 * @param what activities: a code, a category's, or several and beginnings of codes
 * @param from when it begins, as {@link TrailTime} reads it
 * @param to when it ends, of a day the whole
 * @param object a kind and an id, such as {@code form:42}
 * @param text in the readable detail
 * @param address an address or a network
 * @param country a code of two letters
 * @param without a query of what is left out
 * @param zone whose days and hours are meant and shown; the reader's own when the browser knows them, else UTC
 * @param columns the columns somebody chose
 * @param density {@code compact}, or as usual
 */
record TrailSearch(
        @Nullable String person,
        @Nullable String actor,
        @Nullable String target,
        @Nullable String what,
        @Nullable String outcome,
        @Nullable String from,
        @Nullable String to,
        @Nullable String client,
        @Nullable String session,
        @Nullable String request,
        @Nullable String object,
        @Nullable String text,
        @Nullable String address,
        @Nullable String country,
        @Nullable String without,
        @Nullable String zone,
        @Nullable String columns,
        @Nullable String density) {

    static final String WITHOUT = "without";
    static final String ZONE = "zone";
    static final String COLUMNS = "columns";
    static final String DENSITY = "density";

    /** Whether nothing is asked for, so that everything is shown. */
    public boolean isEmpty() {
        return conditions().isEmpty();
    }

    /** The same at another time. */
    TrailSearch between(@Nullable String start, @Nullable String end) {
        return with("from", start).with("to", end);
    }

    /** The same with another value of a field; null for none. */
    TrailSearch with(String field, @Nullable String value) {
        Map<String, String> fields = fields();
        if (value == null) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
        return of(fields);
    }

    /** The same way of showing, and nothing asked for. */
    TrailSearch everything() {
        Map<String, String> fields = fields();
        fields.keySet().removeAll(conditions().keySet());
        return of(fields);
    }

    /** As the query of an address; empty for everything as usual. */
    public String query() {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        fields().forEach((name, value) -> query.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8)));
        return query.build(true).toUriString();
    }

    /** What is asked for, by the name of its field. */
    public Map<String, String> conditions() {
        Map<String, String> conditions = fields();
        List.of(ZONE, COLUMNS, DENSITY).forEach(conditions::remove);
        return conditions;
    }

    /** What is asked for and how it is shown, by the name of its field. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "person", person);
        put(fields, "actor", actor);
        put(fields, "target", target);
        put(fields, "what", what);
        put(fields, "outcome", outcome);
        put(fields, "from", from);
        put(fields, "to", to);
        put(fields, "client", client);
        put(fields, "session", session);
        put(fields, "request", request);
        put(fields, "object", object);
        put(fields, "text", text);
        put(fields, "address", address);
        put(fields, "country", country);
        put(fields, WITHOUT, without);
        put(fields, ZONE, zone);
        put(fields, COLUMNS, columns);
        put(fields, DENSITY, density);
        return fields;
    }

    /** Empty when the zone is none. */
    Optional<ZoneId> knownZone() {
        if (zone == null || zone.isBlank()) {
            return Optional.of(ZoneOffset.UTC);
        }
        return ZoneId.getAvailableZoneIds().contains(zone) ? Optional.of(ZoneId.of(zone)) : Optional.empty();
    }

    /** What is asked for as the terms of a query; what is left out only as far as it can be read. */
    List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        Map<String, String> fields = fields();
        for (QueryKey key : QueryKey.values()) {
            String value = fields.get(key.field());
            if (value != null) {
                terms.add(new Term(key, value, false));
            }
        }
        terms.addAll(excluded());
        return terms;
    }

    List<Term> excluded() {
        try {
            return without == null
                    ? List.of()
                    : TrailQuery.parse(without).terms().stream()
                            .map(term -> new Term(term.key(), term.value(), true))
                            .toList();
        } catch (TrailQueryException ex) {
            return List.of();
        }
    }

    /**
     * Asks for exactly these terms.
     *
     * @throws TrailQueryException when a term that must hold is there twice
     */
    TrailSearch asking(List<Term> terms) {
        TrailSearch search = everything();
        for (Term term : terms) {
            if (!term.excluded() && search.fields().containsKey(term.key().field())) {
                throw new TrailQueryException(
                        TrailQueryException.Reason.TWICE,
                        term.column(),
                        term.key().code());
            }
            search = search.plus(term);
        }
        return search;
    }

    /** The same and this; it takes the place of what says otherwise. */
    TrailSearch plus(Term term) {
        TrailSearch rest = minus(new Term(term.key(), term.value(), !term.excluded()));
        if (!term.excluded()) {
            return rest.with(term.key().field(), term.value());
        }
        List<Term> excluded = new ArrayList<>(rest.excluded());
        excluded.removeIf(term::isSame);
        excluded.add(term);
        return rest.leavingOut(excluded);
    }

    /** The same without this term. */
    TrailSearch minus(Term term) {
        if (term.excluded()) {
            return leavingOut(
                    excluded().stream().filter(other -> !other.isSame(term)).toList());
        }
        String field = term.key().field();
        return term.value().equals(fields().get(field)) ? with(field, null) : this;
    }

    private TrailSearch leavingOut(List<Term> excluded) {
        List<Term> terms = excluded.stream()
                .map(term -> new Term(term.key(), term.value(), false))
                .toList();
        return with(WITHOUT, terms.isEmpty() ? null : new TrailQuery(terms).text());
    }

    /** What an address asks for: what {@link #query} wrote, and nothing else. */
    static TrailSearch parse(String query) {
        Map<String, String> fields = new LinkedHashMap<>();
        UriComponentsBuilder.fromUriString(query)
                .build(true)
                .getQueryParams()
                .forEach((name, values) -> fields.put(
                        name, values.get(0) == null ? "" : UriUtils.decode(values.get(0), StandardCharsets.UTF_8)));
        return of(fields);
    }

    private static TrailSearch of(Map<String, String> fields) {
        return new TrailSearch(
                fields.get("person"),
                fields.get("actor"),
                fields.get("target"),
                fields.get("what"),
                fields.get("outcome"),
                fields.get("from"),
                fields.get("to"),
                fields.get("client"),
                fields.get("session"),
                fields.get("request"),
                fields.get("object"),
                fields.get("text"),
                fields.get("address"),
                fields.get("country"),
                fields.get(WITHOUT),
                fields.get(ZONE),
                fields.get(COLUMNS),
                fields.get(DENSITY));
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            fields.put(name, value);
        }
    }
}
