package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.jspecify.annotations.Nullable;

/** An entry as the API tells it. Of whoever was erased or is restricted there is no more than that. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EntryJson(
        String log,
        long index,
        Instant at,
        Instant occurredAt,
        String activity,
        String category,
        String outcome,
        @Nullable String reason,
        String sentence,
        PartyJson actor,
        @Nullable PartyJson target,
        OriginJson origin,
        Map<String, String> detail,
        List<ChangeJson> changes) {

    /** @param state {@code erased} or {@code restricted}, of an account that cannot be named */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartyJson(
            String kind,
            @Nullable UUID id,
            @Nullable String label,
            @Nullable String email,
            @Nullable String state) {

        static PartyJson of(Party party) {
            String state = party.isRestricted() ? "restricted" : party.isErased() ? "erased" : null;
            String label = state == null && !party.label().isEmpty() ? party.label() : null;
            return new PartyJson(lower(party.kind()), party.person(), label, party.email(), state);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OriginJson(
            @Nullable String client,
            @Nullable String session,
            @Nullable String request,
            @Nullable String address,
            @Nullable String userAgent,
            @Nullable String country) {}

    /** Null stands for nothing: added, removed, or unreadable when it is personal. */
    record ChangeJson(
            String field, @Nullable String before, @Nullable String after, boolean personal) {

        static ChangeJson of(Change change) {
            return new ChangeJson(change.field(), change.before(), change.after(), change.personal());
        }
    }

    static EntryJson of(EntryView entry, String sentence) {
        return new EntryJson(
                entry.log(),
                entry.index(),
                entry.at(),
                entry.occurredAt(),
                entry.activity().code(),
                entry.activity().category().code(),
                lower(entry.outcome()),
                entry.reason(),
                sentence,
                PartyJson.of(entry.actor()),
                entry.target() == null ? null : PartyJson.of(entry.target()),
                new OriginJson(
                        entry.origin().client(),
                        entry.origin().session(),
                        entry.origin().request(),
                        entry.origin().address(),
                        entry.origin().userAgent(),
                        entry.origin().country()),
                new TreeMap<>(entry.detail()),
                entry.changes().stream().map(ChangeJson::of).toList());
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
