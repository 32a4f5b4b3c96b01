package org.gatehouse.server.exports.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.gatehouse.audit.query.Marks;
import org.gatehouse.audit.query.TrailFilter;
import org.jspecify.annotations.Nullable;

/**
 * Which entries an export is of. It is kept and told as JSON.
 *
 * @param from inclusive
 * @param until exclusive; never later than the order itself
 * @param person as actor or as target
 * @param object a kind and an id, such as {@code form:42}
 * @param text in the readable detail
 * @param proofs whether each entry comes with its leaf hash
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
        boolean proofs) {

    /** Exactly what a filter matches, within its own time where it has one. */
    public static TrailScope of(TrailFilter filter, Instant from, Instant until, boolean proofs) {
        Marks marks = filter.marks();
        return new TrailScope(
                filter.from() == null ? from : filter.from(),
                filter.until() == null ? until : filter.until(),
                filter.category() == null ? null : filter.category().code(),
                filter.activity() == null ? null : filter.activity().code(),
                filter.outcome() == null ? null : EntryJson.code(filter.outcome()),
                filter.person(),
                filter.actor(),
                filter.target(),
                marks.client(),
                marks.session(),
                marks.request(),
                marks.object(),
                marks.text(),
                proofs);
    }

    TrailScope until(Instant end) {
        return new TrailScope(
                from, end, category, activity, outcome, person, actor, target, client, session, request, object, text,
                proofs);
    }
}
