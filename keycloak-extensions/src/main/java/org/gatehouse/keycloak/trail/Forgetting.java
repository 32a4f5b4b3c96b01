package org.gatehouse.keycloak.trail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends entries, and destroys the key of whom Keycloak deleted in the transaction that appends the entry which says so:
 * what the trail holds of them is unreadable from then on, as when auth-server erases somebody. What comes of them later, on
 * whatever node, gets no key any more: the trail's database knows whom it has forgotten.
 */
final class Forgetting {

    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

    private final JdbcAuditTrail trail;

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
        List<Receipt> receipts = trail.append(transaction, List.copyOf(events.values()));
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
        List<Erasure> missing = done.isEmpty() ? done : Forgotten.missing(transaction, done);
        if (!missing.isEmpty()) {
            LOG.warn("The audit trail was set back to before {} erasures: they are made again.", missing.size());
        }
        for (Erasure erasure : missing) {
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
    }

    private static Party nameless(UUID person) {
        return Party.account(person, person.toString(), null);
    }
}
