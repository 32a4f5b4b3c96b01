package org.gatehouse.server.reading;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;

/**
 * Reading the trail is an entry; one for a viewer, the client they use and an hour, so that it does not feed on itself.
 * Each node counts for itself: nothing is shared but the trail, and an entry too many says nothing wrong.
 */
@Component
public class TrailReading {

    private final Trail trail;
    private final Clock clock;

    /** By viewer, the hour they were last told of; only viewers of the current hour stay. */
    private final Map<Viewer, Instant> told = new ConcurrentHashMap<>();

    TrailReading(Trail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    private record Viewer(String realm, String actor, String client) {}

    /**
     * Before anything is shown, and once the viewer's right to see it is certain.
     *
     * @throws org.gatehouse.audit.trail.TrailUnavailableException when it cannot be told; nothing may be shown then
     */
    public void begin(Actor viewer) {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        told.values().removeIf(earlier -> !earlier.equals(hour));
        told.computeIfAbsent(new Viewer(viewer.realm().name(), viewer.key(), viewer.client()), key -> {
            trail.recordAtOnce(trail.event(viewer.realm(), Activity.LOG_READ, viewer.client(), null)
                    .actor(viewer.party())
                    .target(Party.realm(viewer.realm().name())));
            return hour;
        });
    }
}
