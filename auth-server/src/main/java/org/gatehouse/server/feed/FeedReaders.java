package org.gatehouse.server.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;

/** Reading the feed is an entry: one a reader, hour and node, so that the feed does not feed on itself. */
@Component
class FeedReaders {

    /** Readers of all realms remembered; one forgotten costs an entry more. */
    private static final int MOST = 10_000;

    private final Trail trail;
    private final Clock clock;
    private final Cache<Reader, Instant> told =
            Caffeine.newBuilder().maximumSize(MOST).build();

    FeedReaders(Trail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    /** Before anything is handed out. */
    void note(Actor actor) {
        Reader reader = new Reader(actor.realm().id(), actor.key());
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        if (hour.equals(told.getIfPresent(reader))) {
            return;
        }
        trail.record(trail.event(actor.realm(), Activity.LOG_READ, actor.client(), null)
                .actor(actor.party())
                .target(Party.realm(actor.realm().name())));
        told.put(reader, hour);
    }

    private record Reader(int realm, String actor) {}
}
