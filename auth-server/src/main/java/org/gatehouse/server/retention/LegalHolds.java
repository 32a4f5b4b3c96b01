package org.gatehouse.server.retention;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.privacy.SubjectKeys;
import org.gatehouse.audit.retention.Hold;
import org.gatehouse.audit.retention.Holds;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.Approval;
import org.gatehouse.server.approval.Approvals;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.ActionRefusedException.Reason;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Legal holds: what they cover is kept although its time has come. Setting one brings nothing back that was dropped before;
 * lifting one needs a second person, because what only it kept is gone with it.
 */
@Component
@Transactional
public class LegalHolds {

    private final Approvals approvals;
    private final Attempts attempts;
    private final Trail trail;
    private final SubjectKeys subjects;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    LegalHolds(
            Approvals approvals,
            Attempts attempts,
            Trail trail,
            JdbcAuditTrail auditTrail,
            JdbcTemplate jdbc,
            Clock clock) {
        this.approvals = approvals;
        this.attempts = attempts;
        this.trail = trail;
        this.subjects = auditTrail.subjectKeys();
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Newest first, lifted ones included. */
    @Transactional(readOnly = true)
    public List<Hold> list(Actor actor) {
        actor.require(Permission.AUDIT_READ);
        List<Hold> holds =
                jdbc.execute((ConnectionCallback<List<Hold>>) connection -> Holds.list(connection, number(actor)));
        return holds == null ? List.of() : holds;
    }

    /**
     * Holds a stretch of time.
     *
     * @param person holds only entries about this person; null holds everybody's
     * @param why in one line, for example a case's number; it must not name people
     * @throws RetentionException when the stretch is empty, or the trail knows nothing of the person
     */
    public Hold set(Actor actor, Instant from, @Nullable Instant until, @Nullable UUID person, @Nullable String why) {
        return attempts.make(
                actor,
                Activity.LOG_HOLD_SET,
                event -> event.target(Party.realm(actor.realm().name())),
                () -> store(actor, from, until, person, RetentionException.requireReason(why)));
    }

    private Hold store(Actor actor, Instant from, @Nullable Instant until, @Nullable UUID person, String why) {
        actor.require(Permission.AUDIT_RETAIN);
        if (until != null && !until.isAfter(from)) {
            throw new RetentionException(RetentionException.Reason.STRETCH, "A hold ends after it begins.");
        }
        Long ref = person == null ? null : ref(actor, person);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Hold hold = new Hold(id, from, until, person != null, why, clock.instant(), null);
        jdbc.execute((ConnectionCallback<Hold>) connection -> {
            Holds.set(connection, number(actor), hold, ref);
            return hold;
        });
        trail.record(trail.event(actor.realm(), Activity.LOG_HOLD_SET, actor.client(), null)
                .actor(actor.party())
                .target(target(id))
                .detail("why", why)
                .detail("from", from.toString())
                .detail("until", until == null ? null : until.toString())
                .detail("about", person == null ? "everybody" : "one person"));
        return hold;
    }

    /**
     * Asks a second person to lift a hold.
     *
     * @throws RetentionException when the realm has no such hold, or it was lifted before
     * @throws ActionRefusedException also when there is no second person
     */
    public Approval lift(Actor actor, UUID id) {
        return attempts.make(
                actor,
                Activity.LOG_HOLD_LIFTED,
                event -> event.target(Attempts.target("hold", find(actor, id).map(hold -> target(hold.id())))),
                () -> ask(actor, id));
    }

    private Approval ask(Actor actor, UUID id) {
        actor.require(Permission.AUDIT_RETAIN);
        Hold hold = find(actor, id).filter(found -> found.liftedAt() == null).orElseThrow(LegalHolds::none);
        if (!approvals.hasSecondPerson(actor)) {
            throw new ActionRefusedException(Reason.SECOND_PERSON_NEEDED);
        }
        return approvals.request(actor, LiftHold.KIND, Map.of("hold", id.toString(), "why", hold.reason()));
    }

    /** What two people agreed on. */
    void liftApproved(Actor approver, UUID id) {
        Optional<Long> released = jdbc.execute((ConnectionCallback<Optional<Long>>)
                connection -> Holds.lift(connection, number(approver), id, clock.instant()));
        if (released == null || released.isEmpty()) {
            throw none();
        }
        trail.record(trail.event(approver.realm(), Activity.LOG_HOLD_LIFTED, approver.client(), null)
                .actor(approver.party())
                .target(target(id))
                .detail("count", String.valueOf(released.get())));
    }

    static Party target(UUID id) {
        return Party.object("hold", id.toString());
    }

    private Optional<Hold> find(Actor actor, UUID id) {
        Optional<Hold> hold = jdbc.execute(
                (ConnectionCallback<Optional<Hold>>) connection -> Holds.find(connection, number(actor), id));
        return hold == null ? Optional.empty() : hold;
    }

    private long ref(Actor actor, UUID person) {
        return subjects.findRef(actor.realm().name(), person)
                .orElseThrow(() -> new RetentionException(
                        RetentionException.Reason.PERSON, "The trail has no entries about that person."));
    }

    private int number(Actor actor) {
        return subjects.realmNumber(actor.realm().name());
    }

    private static RetentionException none() {
        return RetentionException.notFound("The realm has no such hold, or it was lifted before.");
    }
}
