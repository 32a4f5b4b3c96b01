package org.gatehouse.keycloak.trail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.erasure.Erasure;
import org.gatehouse.audit.erasure.Forgotten;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.Receipt;

/**
 * Appends entries, and destroys the key of whom Keycloak deleted in the transaction that appends the entry which says so:
 * what the trail holds of them is unreadable from then on, as when auth-server erases somebody.
 */
final class Forgetting {

    /** A request that was under way while the person was deleted is not the last to commit by more than this. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcAuditTrail trail;
    private final Cache<UUID, Boolean> gone = Caffeine.newBuilder()
            .expireAfterWrite(OVERLAP)
            .maximumSize(MOST_REMEMBERED)
            .build();

    Forgetting(JdbcAuditTrail trail) {
        this.trail = trail;
    }

    /** The erasure an entry of the outbox tells of; its id is the row's. */
    static Optional<Erasure> told(String id, AuditEvent event) {
        UUID person = event.target() == null ? null : event.target().person();
        Instant at = event.occurredAt();
        boolean erased = event.activity() == Activity.USER_ERASED && event.outcome() == Outcome.SUCCESS;
        return erased && person != null && at != null
                ? Optional.of(new Erasure(UUID.fromString(id), event.realm(), person, at, false))
                : Optional.empty();
    }

    /** @param events by the id of their row, in their order */
    void append(Connection transaction, Map<String, AuditEvent> events) throws SQLException {
        List<Receipt> receipts = trail.append(
                transaction, events.values().stream().map(this::withoutTheGone).toList());
        int place = 0;
        for (Map.Entry<String, AuditEvent> event : events.entrySet()) {
            Receipt receipt = receipts.get(place++);
            Optional<Erasure> erasure = told(event.getKey(), event.getValue());
            if (erasure.isPresent()) {
                forget(transaction, erasure.get(), receipt);
            }
        }
    }

    /** Erases again whom a trail restored from before their erasure still knows. */
    void again(Connection transaction, List<Erasure> done) throws SQLException {
        for (Erasure erasure : Forgotten.missing(transaction, done)) {
            AuditEvent event = AuditEvent.of(erasure.realm(), Activity.USER_ERASED)
                    .actor(Party.system())
                    .target(nameless(erasure.person()))
                    .reason("restored-database")
                    .build();
            forget(
                    transaction,
                    erasure,
                    trail.append(transaction, List.of(event)).get(0));
        }
    }

    private void forget(Connection transaction, Erasure erasure, Receipt entry) throws SQLException {
        Forgotten.erase(transaction, trail.subjectKeys(), erasure, entry);
        gone.put(erasure.person(), true);
    }

    /** An entry that comes after the erasure would get a new key, and the name be readable again. */
    private AuditEvent withoutTheGone(AuditEvent event) {
        Party actor = unlessGone(event.actor());
        Party target = event.target() == null ? null : unlessGone(event.target());
        if (actor.equals(event.actor()) && Objects.equals(target, event.target())) {
            return event;
        }
        AuditEvent.Builder left = AuditEvent.of(event.realm(), event.activity())
                .outcome(event.outcome())
                .reason(event.reason())
                .actor(actor)
                .target(target)
                .origin(event.origin())
                .occurredAt(event.occurredAt());
        event.detail().forEach(left::detail);
        event.changes().stream().filter(change -> !change.personal()).forEach(left::change);
        return left.build();
    }

    private Party unlessGone(Party party) {
        UUID person = party.person();
        return person != null && gone.getIfPresent(person) != null ? nameless(person) : party;
    }

    private static Party nameless(UUID person) {
        return Party.account(person, person.toString(), null);
    }
}
