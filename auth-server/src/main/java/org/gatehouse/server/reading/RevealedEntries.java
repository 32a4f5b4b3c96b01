package org.gatehouse.server.reading;

import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;

/**
 * Shows one entry whole to somebody from whom its people are hidden: to whoever may see people ({@code users.read}), for
 * a reason, and each time with an entry of its own.
 */
@Component
public class RevealedEntries {

    private final Trail trail;
    private final Attempts attempts;

    RevealedEntries(Trail trail, Attempts attempts) {
        this.trail = trail;
        this.attempts = attempts;
    }

    /** What people call an entry by, and the trail: its log's tier and its place, for example {@code P3Y:17}. */
    static String reference(EntryView entry) {
        return entry.log().substring(entry.log().lastIndexOf('/') + 1) + ":" + entry.index();
    }

    /**
     * @param why one line that names nobody
     * @return the entry, once it is told that it was shown
     * @throws org.gatehouse.server.rights.ActionRefusedException when the actor may not see people; that is an entry, too
     * @throws org.gatehouse.audit.trail.TrailUnavailableException when it cannot be told; nothing may be shown then
     */
    public EntryView reveal(Actor actor, EntryView entry, String why) {
        Party target = Party.object("entry", reference(entry));
        return attempts.make(actor, Activity.LOG_REVEALED, event -> event.target(target), () -> {
            actor.require(Permission.AUDIT_READ);
            if (TrailMask.isFor(actor)) {
                actor.require(Permission.USERS_READ);
            }
            trail.recordAtOnce(trail.event(actor.realm(), Activity.LOG_REVEALED, actor.client(), null)
                    .actor(actor.party())
                    .target(target)
                    .detail("why", why));
            return entry;
        });
    }
}
