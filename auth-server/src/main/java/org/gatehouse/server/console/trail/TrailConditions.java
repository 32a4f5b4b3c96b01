package org.gatehouse.server.console.trail;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.reading.QueryFilter;
import org.gatehouse.server.reading.QueryKey;
import org.gatehouse.server.reading.TrailMask;
import org.gatehouse.server.reading.TrailQuery;
import org.gatehouse.server.reading.TrailQuery.Term;
import org.gatehouse.server.reading.TrailQueryException;
import org.gatehouse.server.reading.TrailQueryException.Reason;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.web.FormErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a filter of what an address asks for, and an address of what somebody types into the query box. */
@Component
class TrailConditions {

    /** The field of the query box. */
    static final String BOX = "q";

    /** Longest query of an address we lead to, in characters; a server need not take much longer ones. */
    private static final int LONGEST_ADDRESS = 5_000;

    private final TrailReader reader;
    private final TrailPeople people;
    private final Clock clock;

    TrailConditions(TrailReader reader, TrailPeople people, Clock clock) {
        this.reader = reader;
        this.people = people;
        this.clock = clock;
    }

    /**
     * The filter, and what of the address could not be read.
     *
     * @param ambiguous a name that several people have
     */
    record Read(
            TrailFilter filter, FormErrors errors, @Nullable Term ambiguous) {}

    Read read(Actor viewer, TrailSearch asked) {
        Read read = new Reading(meaning(viewer), asked, clock.instant()).read();
        return TrailMask.isFor(viewer) && !TrailMask.isCoarse(read.filter())
                ? new Read(read.filter(), read.errors().and("address", "trail.wrong.address-hidden"), read.ambiguous())
                : read;
    }

    /**
     * What somebody typed or clicked, with people by their ids.
     *
     * @throws TrailQueryException when it means nothing, with the column
     */
    List<Term> terms(Actor viewer, String typed, ZoneId zone) {
        QueryFilter meaning = meaning(viewer);
        return TrailQuery.parse(typed).terms().stream()
                .map(term -> resolved(meaning, term, zone))
                .toList();
    }

    /** @throws TrailQueryException when there is too much of it for an address */
    static String address(TrailSearch search) {
        String query = search.query();
        if (query.length() > LONGEST_ADDRESS) {
            throw new TrailQueryException(Reason.TOO_LONG, 1, "");
        }
        return query;
    }

    private QueryFilter meaning(Actor viewer) {
        return new QueryFilter(
                reader.customActivities(viewer.realm().name()),
                word -> people.find(viewer, word),
                people.mayName(viewer) ? Reason.NOBODY : Reason.NAMES_HIDDEN);
    }

    private Term resolved(QueryFilter meaning, Term term, ZoneId zone) {
        if (term.key().isTime()) {
            time(term, clock.instant(), zone);
            return term;
        }
        TrailFilter filter = meaning.with(TrailFilter.all(), term);
        if (!term.key().isPerson()) {
            return term;
        }
        UUID id = Optional.ofNullable(filter.person())
                .or(() -> Optional.ofNullable(filter.actor()))
                .or(() -> Optional.ofNullable(filter.target()))
                .orElseThrow();
        return new Term(term.key(), id.toString(), term.excluded(), term.column());
    }

    /** @throws TrailQueryException when it is no time, or everything that was asked for is yet to come */
    private static Instant time(Term term, Instant now, ZoneId zone) {
        boolean begins = term.key() == QueryKey.SINCE;
        Instant time = (begins ? TrailTime.beginning(term.value(), now, zone) : TrailTime.end(term.value(), now, zone))
                .orElseThrow(() -> new TrailQueryException(Reason.TIME, term.column(), term.value()));
        if (begins && time.isAfter(now)) {
            throw new TrailQueryException(Reason.FUTURE, term.column(), term.value());
        }
        return time;
    }

    /** Collects what is wrong on the way. */
    private static final class Reading {

        private final QueryFilter meaning;
        private final TrailSearch asked;
        private final Instant now;
        private TrailFilter filter = TrailFilter.all();
        private FormErrors errors = FormErrors.none();
        private @Nullable Term ambiguous;

        private Reading(QueryFilter meaning, TrailSearch asked, Instant now) {
            this.meaning = meaning;
            this.asked = asked;
            this.now = now;
        }

        private Read read() {
            if (asked.knownZone().isEmpty()) {
                errors = errors.and(TrailSearch.ZONE, "trail.wrong.zone");
            }
            ZoneId zone = asked.knownZone().orElse(ZoneOffset.UTC);
            asked.terms().stream().filter(term -> !term.excluded()).forEach(term -> take(term, zone));
            try {
                filter = asked.without() == null || asked.without().isBlank()
                        ? filter
                        : filter.without(meaning.without(asked.without()));
            } catch (TrailQueryException ex) {
                errors = errors.and(BOX, "trail.query." + ex.reason().code(), ex.column(), ex.word());
            }
            return new Read(filter, errors, ambiguous);
        }

        private void take(Term term, ZoneId zone) {
            try {
                filter = switch (term.key()) {
                    case SINCE -> filter.between(time(term, now, zone), filter.until());
                    case UNTIL -> filter.between(filter.from(), time(term, now, zone));
                    default -> meaning.with(filter, term);
                };
            } catch (TrailQueryException ex) {
                errors = errors.and(
                        term.key().field(), "trail.wrong." + ex.reason().code());
                ambiguous = ex.reason() == Reason.SEVERAL ? term : ambiguous;
            }
        }
    }
}
