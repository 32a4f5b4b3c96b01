package org.gatehouse.server.exports.trail;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Country;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.AddressBlock;
import org.gatehouse.audit.query.Marks;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.exports.trail.TrailExportException.Reason;
import org.gatehouse.server.reading.QueryFilter;
import org.gatehouse.server.reading.TrailQueryException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an export's scope means to the reader of the trail. */
@Component
class ScopeFilter {

    private final TrailReader trail;

    ScopeFilter(TrailReader trail) {
        this.trail = trail;
    }

    /** @throws TrailExportException when a name in it means nothing */
    TrailFilter of(String realm, TrailScope scope) {
        QueryFilter reader = QueryFilter.byId(trail.customActivities(realm));
        return activity(TrailFilter.all(), scope.activity(), reader)
                .between(scope.from(), scope.until())
                .withCategory(known("category", scope.category(), Category::find))
                .withOutcome(known("outcome", scope.outcome(), ScopeFilter::outcome))
                .withPerson(scope.person())
                .withActor(scope.actor())
                .withTarget(scope.target())
                .withMarks(marks(scope))
                .withAddress(known("address", scope.address(), AddressBlock::parse))
                .without(without(scope.without(), reader));
    }

    private static List<TrailFilter> without(@Nullable String query, QueryFilter reader) {
        try {
            return query == null ? List.of() : reader.without(query);
        } catch (TrailQueryException ex) {
            throw new TrailExportException(
                    Reason.INVALID,
                    "'without', column " + ex.column() + ": " + ex.reason().text());
        }
    }

    private static Marks marks(TrailScope scope) {
        try {
            return new Marks(scope.client(), scope.session(), scope.request(), scope.object(), scope.text())
                    .withCountry(known("country", scope.country(), Country::find));
        } catch (IllegalArgumentException ex) {
            throw new TrailExportException(
                    Reason.INVALID,
                    "'client', 'session' and 'request' have up to " + Marks.MAX_ID
                            + " characters, 'object' is a kind, a colon and an id, 'text' has " + Marks.MIN_TEXT
                            + " to " + Marks.MAX_TEXT + " characters.");
        }
    }

    private static TrailFilter activity(TrailFilter filter, @Nullable String code, QueryFilter reader) {
        Optional<ActivityType> one = code == null
                ? Optional.empty()
                : Activity.find(code)
                        .<ActivityType>map(found -> found)
                        .or(() -> reader.own().stream()
                                .filter(custom -> custom.code().equals(code))
                                .findFirst());
        return one.isPresent()
                ? filter.withActivity(one.get())
                : filter.withActivities(Optional.ofNullable(known("activity", code, reader::patterns))
                        .orElse(List.of()));
    }

    private static Optional<Outcome> outcome(String code) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> EntryJson.code(outcome).equals(code))
                .findFirst();
    }

    private static <T> @Nullable T known(String name, @Nullable String code, Lookup<T> lookup) {
        return code == null
                ? null
                : lookup.find(code)
                        .orElseThrow(() -> new TrailExportException(
                                Reason.INVALID, "'" + name + "' names nothing the realm's trail knows."));
    }

    private interface Lookup<T> {
        Optional<T> find(String code);
    }
}
