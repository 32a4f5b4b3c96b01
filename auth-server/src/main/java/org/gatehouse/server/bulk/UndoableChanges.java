package org.gatehouse.server.bulk;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.bulk.BulkChange.Changed;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Remembers what somebody did to several people, for as long as they may undo it: nobody else may, and whoever may not do the
 * opposite any more does not by this either.
 */
@Component
public class UndoableChanges {

    /** How long one may undo what one did. */
    public static final Duration WINDOW = Duration.ofMinutes(30);

    /** Of one person at a time; of the next there is no undoing. */
    private static final int MOST = 50;

    /** That are told where one did it. */
    private static final int SHOWN = 3;

    private static final Logger LOG = LoggerFactory.getLogger(UndoableChanges.class);

    private final UndoableRows rows;
    private final Clock clock;

    UndoableChanges(UndoableRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** @return empty when there is nothing to undo, or no place to remember it: what was done is done all the same */
    public Optional<BulkChange> keep(Actor actor, BulkAction action, @Nullable UUID group, List<Changed> changed) {
        UUID owner = actor.account();
        if (owner == null || changed.isEmpty()) {
            return Optional.empty();
        }
        BulkChange change = new BulkChange(
                UuidCreator.getTimeOrderedEpoch(),
                action,
                group,
                changed,
                clock.instant().plus(WINDOW).truncatedTo(ChronoUnit.MICROS));
        try {
            return rows.insert(actor.realm(), owner, change, MOST) ? Optional.of(change) : Optional.empty();
        } catch (DataAccessException ex) {
            LOG.warn("What was done to several people cannot be undone at once: {}", ex.getMessage());
            return Optional.empty();
        }
    }

    /** What the actor did and may still undo, the newest first. */
    public List<BulkChange> open(Actor actor) {
        UUID owner = actor.account();
        return owner == null ? List.of() : rows.of(actor.realm(), owner, clock.instant(), SHOWN);
    }

    public Optional<BulkChange> find(Actor actor, UUID id) {
        return Optional.ofNullable(actor.account())
                .flatMap(owner -> rows.find(actor.realm(), owner, clock.instant(), id));
    }

    /** It was undone, as far as it could be. */
    public void close(Actor actor, BulkChange change) {
        rows.delete(actor.realm(), change.id());
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT5M")
    void tidy() {
        try {
            rows.forget(clock.instant());
        } catch (DataAccessException ex) {
            LOG.warn("What cannot be undone any more is still there: {}", ex.getMessage());
        }
    }
}
