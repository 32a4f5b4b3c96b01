package org.gatehouse.keycloak.trail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.trail.EventRefusedException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is in the outbox to the trail, in its order, exactly once, whatever dies in between: a row's id is taken in
 * the transaction that appends its entry, so a row that could not be deleted afterwards is only deleted the next time.
 */
final class Mover implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Mover.class);

    /** Entries in one transaction: others who append to the same logs wait for it. */
    private static final int BATCH = 200;

    /** Between looks into an empty outbox; what comes meanwhile is moved together, which is much the cheaper. */
    private static final Duration IDLE = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final KeycloakSessionFactory keycloak;
    private final Outbox outbox;
    private final TrailDatabase trail;
    private final Gate gate;
    private final Thread thread = new Thread(this::run, "gatehouse-trail-mover");
    private volatile boolean closed;
    private int failures;
    private int batch = BATCH;

    Mover(KeycloakSessionFactory keycloak, Outbox outbox, TrailDatabase trail, Gate gate) {
        this.keycloak = keycloak;
        this.outbox = outbox;
        this.trail = trail;
        this.gate = gate;
        thread.setDaemon(true);
    }

    void start() {
        gate.saw(new Outbox.Waiting(0, Instant.EPOCH));
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(LONGEST_PAUSE.toMillis());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(pass().toNanos());
        }
    }

    /** How long to wait before the next. */
    private Duration pass() {
        try {
            boolean more = look().count() > 0 && trail.inTurn(this::move);
            failures = 0;
            return more ? Duration.ZERO : IDLE;
        } catch (EventRefusedException ex) {
            LOG.error("The trail refuses an entry. Those waiting are moved one by one.", ex);
            batch = 1;
            return Duration.ZERO;
        } catch (SQLException | RuntimeException ex) {
            failures++;
            LOG.warn("Entries cannot be moved to the audit trail: {}", ex.getMessage(), failures == 1 ? ex : null);
            return pause();
        }
    }

    private Outbox.Waiting look() {
        try {
            Outbox.Waiting waiting = inKeycloak(outbox::waiting);
            gate.saw(waiting);
            return waiting;
        } catch (RuntimeException ex) {
            gate.isBlind();
            throw ex;
        }
    }

    private Duration pause() {
        Duration pause = IDLE.multipliedBy(1L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Looks only now, when nobody else moves: what others took is deleted by them, or found to be taken. */
    private boolean move(Connection transaction) throws SQLException {
        List<Outbox.Row> rows = inKeycloak(session -> outbox.oldest(session, batch));
        if (rows.isEmpty()) {
            trail.forget(transaction);
            return false;
        }
        List<String> ids = rows.stream().map(Outbox.Row::id).toList();
        Set<String> fresh = trail.take(transaction, ids);
        append(
                transaction,
                rows.stream()
                        .filter(row -> fresh.contains(row.id()))
                        .map(outbox::open)
                        .toList());
        transaction.commit();
        inKeycloak(session -> {
            outbox.delete(session, ids);
            return ids;
        });
        return rows.size() == batch;
    }

    /** One by one, what the trail cannot store is stored without what makes it so: nothing may block the rest for ever. */
    private void append(Connection transaction, List<AuditEvent> events) {
        if (batch > 1) {
            trail.append(transaction, events);
            return;
        }
        for (AuditEvent event : events) {
            try {
                trail.append(transaction, List.of(event));
            } catch (EventRefusedException ex) {
                trail.append(transaction, List.of(bare(event)));
            }
        }
    }

    private static AuditEvent bare(AuditEvent event) {
        return AuditEvent.of(event.realm(), event.activity())
                .outcome(event.outcome())
                .reason(event.reason())
                .actor(event.actor())
                .target(event.target())
                .origin(event.origin())
                .occurredAt(event.occurredAt())
                .build();
    }

    private <T> T inKeycloak(Function<KeycloakSession, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(keycloak, work::apply);
    }
}
