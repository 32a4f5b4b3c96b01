package org.gatehouse.server.approval;

import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.ActionRefusedException.Reason;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Requests that wait for a second person. Both halves are entries of the trail. */
@Component
@Transactional
public class Approvals implements AccountErasure {

    /** How long somebody may think about it. */
    static final Duration LIFETIME = Duration.ofHours(24);

    /** How old the sign-in of whoever approves may be. */
    static final Duration FRESH = Duration.ofMinutes(5);

    private static final TypeReference<Map<String, String>> CHANGE = new TypeReference<>() {};

    private static final String INSERT = """
            INSERT INTO approval (realm_id, id, kind, change, requested_by, requested_at, expires_at, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, 'PENDING')
            ON CONFLICT (realm_id, kind, change) WHERE state = 'PENDING' DO NOTHING
            """;
    private static final String FIND = "SELECT * FROM approval WHERE realm_id = ? AND id = ?";
    private static final String FIND_SAME =
            "SELECT * FROM approval WHERE realm_id = ? AND kind = ? AND change = ? AND state = 'PENDING'";
    private static final String PAGE = "SELECT * FROM approval WHERE realm_id = ? AND id < ? ORDER BY id DESC LIMIT ?";
    private static final String DECIDE = """
            UPDATE approval SET state = ?, decided_by = ?, decided_at = ?
             WHERE realm_id = ? AND id = ? AND state = 'PENDING' AND expires_at > ?
            """;
    private static final String EXPIRE =
            "UPDATE approval SET state = 'EXPIRED' WHERE realm_id = ? AND state = 'PENDING' AND expires_at <= ?";

    private static final UUID LAST = new UUID(-1, -1);

    private final JdbcClient jdbc;
    private final ObjectProvider<ApprovableChange> changes;
    private final EffectiveRights rights;
    private final Attempts attempts;
    private final Trail trail;
    private final JsonMapper json;
    private final Clock clock;

    Approvals(
            JdbcClient jdbc,
            ObjectProvider<ApprovableChange> changes,
            EffectiveRights rights,
            Attempts attempts,
            Trail trail,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.rights = rights;
        this.attempts = attempts;
        this.trail = trail;
        this.json = json;
        this.clock = clock;
    }

    /** Whether anybody but this actor could approve. */
    @Transactional(readOnly = true)
    public boolean hasSecondPerson(Actor actor) {
        return rights.holders(actor.realm(), Permission.APPROVALS_DECIDE, null, 2).stream()
                .anyMatch(holder -> !actor.isSelf(holder));
    }

    /** Asks; asking for what is being asked for already finds that request. */
    public Approval request(Actor actor, String kind, Map<String, String> change) {
        Realm realm = actor.realm();
        UUID person = person(actor);
        String exact = json.writeValueAsString(new TreeMap<>(change)); // one spelling of one change
        Instant now = clock.instant();
        jdbc.sql(EXPIRE).params(realm.id(), Timestamp.from(now)).update();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        int inserted = jdbc.sql(INSERT)
                .params(realm.id(), id, kind, exact, person, Timestamp.from(now), Timestamp.from(now.plus(LIFETIME)))
                .update();
        if (inserted == 0) {
            return jdbc.sql(FIND_SAME)
                    .params(realm.id(), kind, exact)
                    .query((row, number) -> approval(row))
                    .single();
        }
        Approval made = find(realm, id).orElseThrow();
        record(actor, Activity.APPROVAL_REQUESTED, made);
        return made;
    }

    /**
     * Approves, and makes the change in the same transaction.
     *
     * @throws ActionRefusedException when this actor may not approve it
     * @throws ApprovalGoneException when there is nothing to approve any more
     */
    public Approval approve(Actor actor, UUID id) {
        return attempts.make(
                actor, Activity.APPROVAL_GIVEN, event -> describe(event, actor, id), () -> letHappen(actor, id));
    }

    private Approval letHappen(Actor actor, UUID id) {
        Approval approval = get(actor, id);
        requireFresh(actor);
        if (actor.isSelf(approval.requestedBy())) {
            throw new ActionRefusedException(Reason.OWN_REQUEST);
        }
        ApprovableChange change = changeOf(approval);
        if (!rights.permissions(actor.realm(), approval.requestedBy()).contains(change.permission())) {
            throw new ApprovalGoneException("Whoever asked may no longer ask for this.");
        }
        decide(actor, approval, Approval.State.APPROVED);
        record(actor, Activity.APPROVAL_GIVEN, approval);
        change.apply(approval.change(), actor);
        return find(actor.realm(), id).orElseThrow();
    }

    /** Refuses; whoever asked may take their request back in the same way. */
    public Approval refuse(Actor actor, UUID id) {
        Approval approval = attempts.make(
                actor, Activity.APPROVAL_REFUSED, event -> describe(event, actor, id), () -> get(actor, id));
        decide(actor, approval, Approval.State.REFUSED);
        record(actor, Activity.APPROVAL_REFUSED, approval);
        findChange(approval).ifPresent(change -> change.refused(actor.realm(), approval.change()));
        return find(actor.realm(), id).orElseThrow();
    }

    /**
     * Takes a request back together with what it is about. That this actor may is for whoever calls to see to.
     *
     * @return false when nothing waits: it was decided before, or has expired
     */
    public boolean withdraw(Actor actor, UUID id) {
        Optional<Approval> waiting =
                find(actor.realm(), id).filter(approval -> decided(actor, approval, Approval.State.REFUSED));
        waiting.ifPresent(approval -> record(actor, Activity.APPROVAL_REFUSED, approval));
        return waiting.isPresent();
    }

    /** What a second person should see of a request beside its change; empty when that is gone. */
    @Transactional(readOnly = true)
    public Map<String, String> details(Realm realm, Approval approval) {
        return findChange(approval)
                .map(change -> change.details(realm, approval.change()))
                .orElse(Map.of());
    }

    @Transactional(readOnly = true)
    public Optional<Approval> find(Realm realm, UUID id) {
        return jdbc.sql(FIND)
                .params(realm.id(), id)
                .query((row, number) -> approval(row))
                .optional();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<Approval> page(Realm realm, @Nullable UUID before, int limit) {
        return jdbc.sql(PAGE)
                .params(realm.id(), before == null ? LAST : before, limit)
                .query((row, number) -> approval(row))
                .list();
    }

    /** Requests by, about or decided by somebody who is gone; the trail keeps that there were some. */
    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql("""
                        DELETE FROM approval
                         WHERE realm_id = ? AND (requested_by = ? OR decided_by = ? OR position(? IN change) > 0)
                        """).params(realm.id(), account, account, account.toString()).update();
    }

    private Approval get(Actor actor, UUID id) {
        actor.require(Permission.APPROVALS_DECIDE);
        person(actor);
        return find(actor.realm(), id).orElseThrow(() -> new ApprovalGoneException("There is no such request."));
    }

    private void decide(Actor actor, Approval approval, Approval.State state) {
        person(actor);
        if (!decided(actor, approval, state)) {
            throw new ApprovalGoneException("The request was decided before, or has expired.");
        }
    }

    private boolean decided(Actor actor, Approval approval, Approval.State state) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql(DECIDE)
                        .param(state.name())
                        .param(actor.account())
                        .params(now, actor.realm().id(), approval.id(), now)
                        .update()
                > 0;
    }

    private void requireFresh(Actor actor) {
        Instant signedInAt = actor.signedInAt();
        if (signedInAt == null || signedInAt.isBefore(clock.instant().minus(FRESH))) {
            throw new ActionRefusedException(Reason.SIGN_IN_AGAIN);
        }
    }

    private static UUID person(Actor actor) {
        UUID person = actor.account();
        if (person == null) {
            throw new ActionRefusedException(Reason.PERSON_NEEDED);
        }
        return person;
    }

    private void record(Actor actor, Activity activity, Approval approval) {
        AuditEvent.Builder event =
                trail.event(actor.realm(), activity, actor.client(), null).actor(actor.party());
        describe(event, actor.realm(), approval);
        trail.record(event);
    }

    private void describe(AuditEvent.Builder event, Actor actor, UUID id) {
        event.target(Attempts.target("request", Optional.empty()));
        find(actor.realm(), id).ifPresent(approval -> describe(event, actor.realm(), approval));
    }

    private void describe(AuditEvent.Builder event, Realm realm, Approval approval) {
        event.detail("request", approval.id().toString()).detail("kind", approval.kind());
        findChange(approval).ifPresent(change -> {
            event.target(change.target(realm, approval.change()));
            change.facts(approval.change()).forEach(event::detail);
        });
    }

    private Optional<ApprovableChange> findChange(Approval approval) {
        return changes.stream()
                .filter(change -> change.kind().equals(approval.kind()))
                .findFirst();
    }

    private ApprovableChange changeOf(Approval approval) {
        return findChange(approval)
                .orElseThrow(() -> new ApprovalGoneException("This version no longer knows how to do this."));
    }

    private Approval approval(ResultSet row) throws SQLException {
        Approval.State state = Approval.State.valueOf(row.getString("state"));
        Instant expiresAt = row.getTimestamp("expires_at").toInstant();
        boolean expired = state == Approval.State.PENDING && !expiresAt.isAfter(clock.instant());
        Timestamp decidedAt = row.getTimestamp("decided_at");
        return new Approval(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                json.readValue(row.getString("change"), CHANGE),
                row.getObject("requested_by", UUID.class),
                row.getTimestamp("requested_at").toInstant(),
                expiresAt,
                expired ? Approval.State.EXPIRED : state,
                row.getObject("decided_by", UUID.class),
                decidedAt == null ? null : decidedAt.toInstant());
    }
}
