package org.gatehouse.server.exports.trail;

import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.Marks;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.exports.trail.TrailExportException.Reason;
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
        return TrailFilter.all()
                .between(scope.from(), scope.until())
                .withCategory(known("category", scope.category(), Category::find))
                .withActivity(known("activity", scope.activity(), code -> activity(realm, code)))
                .withOutcome(known("outcome", scope.outcome(), ScopeFilter::outcome))
                .withPerson(scope.person())
                .withActor(scope.actor())
                .withTarget(scope.target())
                .withMarks(marks(scope));
    }

    private static Marks marks(TrailScope scope) {
        try {
            return new Marks(scope.client(), scope.session(), scope.request(), scope.object(), scope.text());
        } catch (IllegalArgumentException ex) {
            throw new TrailExportException(
                    Reason.INVALID,
                    "'client', 'session' and 'request' have up to " + Marks.MAX_ID
                            + " characters, 'object' is a kind, a colon and an id, 'text' has " + Marks.MIN_TEXT
                            + " to " + Marks.MAX_TEXT + " characters.");
        }
    }

    private Optional<ActivityType> activity(String realm, String code) {
        return Activity.find(code)
                .<ActivityType>map(found -> found)
                .or(() -> trail.customActivities(realm).stream()
                        .filter(custom -> custom.code().equals(code))
                        .findFirst());
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
