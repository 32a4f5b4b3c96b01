package org.gatehouse.server.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Country;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.AddressBlock;
import org.gatehouse.audit.query.Marks;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.reading.QueryFilter;
import org.gatehouse.server.reading.TrailMask;
import org.gatehouse.server.reading.TrailQueryException;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a request asks for. Every parameter must be known and be there once: one that is overlooked would show
 * more than was asked for.
 */
record EntryConditions(Map<String, String[]> parameters) {

    static final Set<String> NAMES = Set.of(
            "category",
            "activity",
            "outcome",
            "person",
            "actor",
            "target",
            "client",
            "session",
            "request",
            "object",
            "text",
            "address",
            "country",
            "without",
            "from",
            "until");

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /** @param others parameters that are no conditions */
    EntryConditions only(Set<String> others) {
        Set<String> known = new TreeSet<>(NAMES);
        known.addAll(others);
        parameters.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw ApiException.invalid("The parameters here are " + String.join(", ", known) + ".");
            }
            if (values.length > 1) {
                throw ApiException.invalid("'" + name + "' must be there once.");
            }
        });
        return this;
    }

    /** @param own the realm's own activities */
    TrailFilter filter(List<CustomActivity> own) {
        Instant from = time("from");
        Instant until = time("until");
        if (from != null && until != null && !from.isBefore(until)) {
            throw ApiException.invalid("'from' must be before 'until'.");
        }
        return activity(TrailFilter.all(), QueryFilter.byId(own))
                .withCategory(category())
                .withOutcome(outcome())
                .withPerson(id("person"))
                .withActor(id("actor"))
                .withTarget(id("target"))
                .between(from, until)
                .withMarks(marks())
                .withAddress(address())
                .without(without(own));
    }

    /**
     * @throws org.gatehouse.server.rights.ActionRefusedException when it asks for an address itself and the actor may see
     *     networks only
     */
    static void requireSeen(Actor actor, TrailFilter filter) {
        if (!TrailMask.isCoarse(filter)) {
            actor.require(Permission.AUDIT_IDENTIFY);
        }
    }

    @Nullable
    String text(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    private Marks marks() {
        String ids = "be 1 to " + Marks.MAX_ID + " characters";
        return new Marks(
                text("client", Marks::isId, ids),
                text("session", Marks::isId, ids),
                text("request", Marks::isId, ids),
                text("object", Marks::isObject, "be a kind and an id such as form:42"),
                text("text", Marks::isText, "be " + Marks.MIN_TEXT + " to " + Marks.MAX_TEXT + " characters"),
                country());
    }

    private @Nullable String country() {
        String text = text("country");
        return text == null
                ? null
                : Country.find(text)
                        .orElseThrow(() -> ApiException.invalid("'country' must be a code of two letters such as FR."));
    }

    private @Nullable String text(String name, Predicate<String> good, String must) {
        String value = text(name);
        if (value != null && !good.test(value)) {
            throw ApiException.invalid("'" + name + "' must " + must + ".");
        }
        return value;
    }

    private @Nullable Category category() {
        String code = text("category");
        return code == null
                ? null
                : Category.find(code)
                        .orElseThrow(() -> ApiException.invalid("The trail has no category of that name."));
    }

    /** A code, or several and beginnings of codes. */
    private TrailFilter activity(TrailFilter filter, QueryFilter reader) {
        String code = text("activity");
        if (code == null) {
            return filter;
        }
        Optional<ActivityType> one = reader.activity(code);
        return one.isPresent()
                ? filter.withActivity(one.get())
                : filter.withActivities(reader.patterns(code)
                        .orElseThrow(() -> ApiException.invalid("The realm has no activity of that code.")));
    }

    private @Nullable AddressBlock address() {
        String text = text("address");
        return text == null
                ? null
                : AddressBlock.parse(text)
                        .orElseThrow(() ->
                                ApiException.invalid("'address' must be an address or a network such as 10.0.0.0/8."));
    }

    private List<TrailFilter> without(List<CustomActivity> own) {
        String text = text("without");
        try {
            return text == null ? List.of() : QueryFilter.byId(own).without(text);
        } catch (TrailQueryException ex) {
            throw ApiException.invalid(
                    "'without', column " + ex.column() + ": " + ex.reason().text());
        }
    }

    private @Nullable Outcome outcome() {
        String code = text("outcome");
        return code == null
                ? null
                : Arrays.stream(Outcome.values())
                        .filter(each -> EntryJson.lower(each).equals(code))
                        .findFirst()
                        .orElseThrow(() -> ApiException.invalid("'outcome' must be one of "
                                + Arrays.stream(Outcome.values())
                                        .map(EntryJson::lower)
                                        .toList() + "."));
    }

    private @Nullable UUID id(String name) {
        String text = text(name);
        return text == null ? null : Ids.parse(name, text);
    }

    private @Nullable Instant time(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeParseException ex) {
            // told below, like a time nobody means
        }
        throw ApiException.invalid("'" + name + "' must be a time such as 2026-11-01T00:00:00Z.");
    }
}
