package org.gatehouse.server.trailviews;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.gatehouse.server.trailviews.TrailViewException.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps questions. A private one is its owner's business; one that everybody sees is part of how the realm looks at its
 * trail, so that coming and going it is an entry.
 */
@Component
public class TrailViews {

    /** Longest name, in characters. */
    public static final int LONGEST_NAME = 80;

    /** Longest query, in characters. */
    public static final int LONGEST_QUERY = 4_000;

    private static final int MOST_OF_ONE = 50;
    private static final int MOST = 500;

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]*\\S[^\\p{Cntrl}]*");

    /** What an address has, so that it can lead nowhere but to the trail. */
    private static final Pattern QUERY = Pattern.compile("(\\?[A-Za-z0-9%&=._~+-]*)?");

    private final TrailViewRows rows;
    private final Trail trail;
    private final Clock clock;

    TrailViews(TrailViewRows rows, Trail trail, Clock clock) {
        this.rows = rows;
        this.trail = trail;
        this.clock = clock;
    }

    /** The actor's own and the shared ones, the oldest first. */
    @Transactional(readOnly = true)
    public List<TrailView> list(Actor actor) {
        actor.require(Permission.AUDIT_READ);
        return rows.seenBy(actor.realm(), owner(actor));
    }

    /**
     * Keeps one more.
     *
     * @param query of an address, encoded
     * @throws TrailViewException when it cannot be kept
     */
    @Transactional
    public TrailView keep(Actor actor, String name, String query, boolean shared) {
        actor.require(Permission.AUDIT_READ);
        String stripped = name.strip();
        if (stripped.length() > LONGEST_NAME || !NAME.matcher(stripped).matches()) {
            throw new TrailViewException(Reason.NAME);
        }
        if (query.length() > LONGEST_QUERY || !QUERY.matcher(query).matches()) {
            throw new TrailViewException(Reason.QUERY);
        }
        TrailView view = new TrailView(
                UuidCreator.getTimeOrderedEpoch(),
                owner(actor),
                stripped,
                query,
                shared,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!rows.insert(actor.realm(), view, MOST_OF_ONE, MOST)) {
            throw new TrailViewException(Reason.TOO_MANY);
        }
        record(actor, view, null, stripped);
        return view;
    }

    /**
     * Does away with one of the actor's own, or with a shared one where the actor may change the realm.
     *
     * @throws TrailViewException when the actor sees none of this id, or may not
     */
    @Transactional
    public void remove(Actor actor, UUID id) {
        actor.require(Permission.AUDIT_READ);
        TrailView view = rows.find(actor.realm(), id)
                .filter(found -> mayRemove(actor, found))
                .orElseThrow(() -> new TrailViewException(Reason.NOT_FOUND));
        if (!rows.delete(actor.realm(), id)) {
            throw new TrailViewException(Reason.NOT_FOUND); // somebody was faster
        }
        record(actor, view, view.name(), null);
    }

    public boolean mayRemove(Actor actor, TrailView view) {
        return actor.isSelf(view.owner())
                || (view.shared() && actor.permissions().contains(Permission.REALM_WRITE));
    }

    /** What it is called may name somebody. */
    private void record(Actor actor, TrailView view, @Nullable String before, @Nullable String after) {
        if (view.shared()) {
            trail.record(trail.event(actor.realm(), Activity.REALM_CHANGED, actor.client(), null)
                    .actor(actor.party())
                    .target(Party.realm(actor.realm().name()))
                    .changes(List.of(Change.personal("trail/view/" + view.id(), before, after))));
        }
    }

    private static UUID owner(Actor actor) {
        return Objects.requireNonNull(actor.account(), "Only people keep questions");
    }
}
