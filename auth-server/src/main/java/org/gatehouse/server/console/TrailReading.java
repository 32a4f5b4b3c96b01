package org.gatehouse.server.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;

/** Reading the trail is an entry; one a viewer and hour, so that it does not feed on itself. */
@Component
class TrailReading {

    private static final String LAST_TRACED = TrailReading.class.getName();

    private final Trail trail;
    private final Clock clock;

    TrailReading(Trail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    /** Before anything is shown. */
    void begin(HttpServletRequest request, Actor viewer) {
        ConsoleViewer.require(viewer, Permission.AUDIT_READ);
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        if (hour.equals(request.getSession().getAttribute(LAST_TRACED))) {
            return;
        }
        trail.record(trail.event(viewer.realm(), Activity.LOG_READ, viewer.client(), null)
                .actor(viewer.party())
                .target(Party.realm(viewer.realm().name())));
        request.getSession().setAttribute(LAST_TRACED, hour);
    }
}
