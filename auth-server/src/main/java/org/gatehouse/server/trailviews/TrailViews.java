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
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.mail.Outbox;
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
    private final AlertRows alerts;
    private final AlertReaders readers;
    private final Accounts accounts;
    private final Outbox outbox;
    private final Trail trail;
    private final Clock clock;

    TrailViews(
            TrailViewRows rows,
            AlertRows alerts,
            AlertReaders readers,
            Accounts accounts,
            Outbox outbox,
            Trail trail,
            Clock clock) {
        this.rows = rows;
        this.alerts = alerts;
        this.readers = readers;
        this.accounts = accounts;
        this.outbox = outbox;
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
                null,
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
        if (view.alert() != null) {
            recordAlert(actor, view, null);
        }
    }

    /**
     * Lets one of the actor's own write to them when there are new entries, from now on, or lets it no more.
     *
     * @param pace at most one letter in that time; null for none
     * @throws TrailViewException when it is not the actor's, or nothing can be sent to them
     */
    @Transactional
    public void alert(Actor actor, UUID id, @Nullable AlertPace pace) {
        actor.require(Permission.AUDIT_READ);
        TrailView view = rows.find(actor.realm(), id)
                .filter(found -> actor.isSelf(found.owner()))
                .orElseThrow(() -> new TrailViewException(Reason.NOT_FOUND));
        if (pace == view.alert()) {
            return;
        }
        if (pace == null) {
            alerts.off(actor.realm(), id);
        } else if (mayBeTold(actor)) {
            alerts.on(actor.realm(), id, pace, clock.instant().truncatedTo(ChronoUnit.MICROS));
        } else {
            throw new TrailViewException(Reason.NO_MAIL);
        }
        recordAlert(actor, view, pace);
    }

    /** Whether there is mail, and an address of the actor's that was proven to be theirs. */
    public boolean mayBeTold(Actor actor) {
        return outbox.isOpen()
                && accounts.find(actor.realm(), owner(actor))
                        .flatMap(readers::address)
                        .isPresent();
    }

    private void recordAlert(Actor actor, TrailView view, @Nullable AlertPace pace) {
        String before = view.alert() == null ? null : view.alert().code();
        trail.record(trail.event(actor.realm(), Activity.REALM_CHANGED, actor.client(), null)
                .actor(actor.party())
                .target(Party.realm(actor.realm().name()))
                .changes(List.of(Change.of(
                        AlertReaders.FIELD.formatted(view.id()), before, pace == null ? null : pace.code()))));
    }

    /** One of the actor's own, or a shared one. */
    @Transactional(readOnly = true)
    public TrailView get(Actor actor, UUID id) {
        actor.require(Permission.AUDIT_READ);
        return rows.find(actor.realm(), id)
                .filter(found -> found.shared() || actor.isSelf(found.owner()))
                .orElseThrow(() -> new TrailViewException(Reason.NOT_FOUND));
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
