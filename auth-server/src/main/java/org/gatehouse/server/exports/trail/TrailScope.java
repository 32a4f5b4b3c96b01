package org.gatehouse.server.exports.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.query.Marks;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.server.reading.QueryFilter;
import org.jspecify.annotations.Nullable;

/**
 * Which entries an export is of. It is kept and told as JSON.
 *
 * @param from inclusive
 * @param until exclusive; never later than the order itself
 * @param person as actor or as target
 * @param activity a code, or several and beginnings of codes ({@code role.*}) with commas between them
 * @param object a kind and an id, such as {@code form:42}
 * @param text in the readable detail
 * @param address an address or a network
 * @param country of the address, its code of two letters
 * @param without a query of what is left out, see {@link QueryFilter#without(String)}
 * @param proofs whether each entry comes with its leaf hash
 * @param hidden true where people and addresses are hidden, because whoever ordered it may not see them; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrailScope(
        Instant from,
        Instant until,
        @Nullable String category,
        @Nullable String activity,
        @Nullable String outcome,
        @Nullable UUID person,
        @Nullable UUID actor,
        @Nullable UUID target,
        @Nullable String client,
        @Nullable String session,
        @Nullable String request,
        @Nullable String object,
        @Nullable String text,
        @Nullable String address,
        @Nullable String country,
        @Nullable String without,
        boolean proofs,
        @Nullable Boolean hidden) {

    /** Exactly what a filter matches, within its own time where it has one. */
    public static TrailScope of(TrailFilter filter, Instant from, Instant until, boolean proofs) {
        Marks marks = filter.marks();
        return new TrailScope(
                filter.from() == null ? from : filter.from(),
                filter.until() == null ? until : filter.until(),
                filter.category() == null ? null : filter.category().code(),
                filter.category() == null ? QueryFilter.activities(filter) : null,
                filter.outcome() == null ? null : EntryJson.code(filter.outcome()),
                filter.person(),
                filter.actor(),
                filter.target(),
                marks.client(),
                marks.session(),
                marks.request(),
                marks.object(),
                marks.text(),
                filter.address() == null ? null : filter.address().toString(),
                marks.country(),
                filter.without().isEmpty() ? null : QueryFilter.text(filter),
                proofs,
                null);
    }

    /** What is asked for, by name: what a second person sees of it. */
    Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        put(conditions, "from", from);
        put(conditions, "until", until);
        put(conditions, "category", category);
        put(conditions, "activity", activity);
        put(conditions, "outcome", outcome);
        put(conditions, "person", person);
        put(conditions, "actor", actor);
        put(conditions, "target", target);
        put(conditions, "client", client);
        put(conditions, "session", session);
        put(conditions, "request", request);
        put(conditions, "object", object);
        put(conditions, "text", text);
        put(conditions, "address", address);
        put(conditions, "country", country);
        put(conditions, "without", without);
        return conditions;
    }

    private static void put(Map<String, String> conditions, String name, @Nullable Object value) {
        if (value != null) {
            conditions.put(name, value.toString());
        }
    }

    boolean isHidden() {
        return Boolean.TRUE.equals(hidden);
    }

    /** With people and addresses hidden, or as they are. */
    TrailScope hidden(boolean value) {
        return new TrailScope(
                from,
                until,
                category,
                activity,
                outcome,
                person,
                actor,
                target,
                client,
                session,
                request,
                object,
                text,
                address,
                country,
                without,
                proofs,
                value ? true : null);
    }

    TrailScope until(Instant end) {
        return new TrailScope(
                from, end, category, activity, outcome, person, actor, target, client, session, request, object, text,
                address, country, without, proofs, hidden);
    }
}
