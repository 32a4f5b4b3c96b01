package org.gatehouse.server.console.trail;

import java.util.Optional;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trailviews.QuestionMeaning;
import org.springframework.stereotype.Component;

/** A kept question means what the page would show of it; when that was, is another matter. */
@Component
class KeptMeaning implements QuestionMeaning {

    private final TrailConditions conditions;

    KeptMeaning(TrailConditions conditions) {
        this.conditions = conditions;
    }

    @Override
    public Optional<TrailFilter> filter(Actor reader, String query) {
        TrailSearch timeless = TrailSearch.parse(query).between(null, null);
        TrailConditions.Read read = conditions.read(reader, timeless);
        return read.errors().any() ? Optional.empty() : Optional.of(read.filter());
    }
}
