package org.gatehouse.server.exports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Notices that somebody was erased: the entry of it is written in the transaction that does it. */
@Component
class Erasures {

    /** Nodes' clocks differ, and only what is newer is looked at. */
    private static final Duration SURELY_BEFORE = Duration.ofMinutes(1);

    private final TrailReader trail;
    private final Clock clock;

    Erasures(TrailReader trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    Watch watch(Realm realm) {
        Instant since = clock.instant().minus(SURELY_BEFORE);
        return new Watch(realm, since, latest(realm, since));
    }

    private Optional<Long> latest(Realm realm, Instant since) {
        TrailFilter erased = TrailFilter.all()
                .withActivity(Activity.USER_ERASED)
                .withOutcome(Outcome.SUCCESS)
                .between(since, null);
        return trail.page(realm.name(), erased, null, 1).stream()
                .map(EntryView::index)
                .findFirst();
    }

    /** From its making on. */
    final class Watch {

        private final Realm realm;
        private final Instant since;
        private final Optional<Long> before;

        private Watch(Realm realm, Instant since, Optional<Long> before) {
            this.realm = realm;
            this.since = since;
            this.before = before;
        }

        boolean sawNone() {
            return latest(realm, since).equals(before);
        }
    }
}
