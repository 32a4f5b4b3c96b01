package org.gatehouse.keycloak.trail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.gatehouse.audit.erasure.Erasure;
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
    private static final int BATCH = 500;

    /** Between looks into an empty outbox; what comes meanwhile is moved together, which is much the cheaper. */
    private static final Duration IDLE = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** After that, and after each failure, the trail may be another: a backup that was restored. */
    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);

    private final KeycloakSessionFactory keycloak;
    private final Outbox outbox;
    private final ErasedPeople erased;
    private final TrailDatabase trail;
    private final Gate gate;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "gatehouse-trail-mover");
    private volatile boolean closed;
    private int failures;
    private int oneByOne; // how many passes still take one entry each, after the trail refused one of a batch
    private Instant knownUntil = Instant.MIN; // the trail's key is ours, and it has forgotten whom it is to forget
    private ErasedPeople.Position compared = ErasedPeople.Position.START; // until there it has forgotten them

    Mover(
            KeycloakSessionFactory keycloak,
            Outbox outbox,
            ErasedPeople erased,
            TrailDatabase trail,
            Gate gate,
            Clock clock) {
        this.keycloak = keycloak;
        this.outbox = outbox;
        this.erased = erased;
        this.trail = trail;
        this.gate = gate;
        this.clock = clock;
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

    /** How long to wait before the next. Nothing thrown here ends the thread: without it nothing would ever be moved again. */
    private Duration pass() {
        try {
            boolean more = (look().count() > 0 || !isKnown()) && trail.inTurn(this::move);
            failures = 0;
            oneByOne = more ? Math.max(oneByOne - 1, 0) : 0;
            return more ? Duration.ZERO : IDLE;
        } catch (EventRefusedException ex) {
            LOG.error("The trail refuses an entry. Those waiting are moved one by one.", ex);
            Duration pause = oneByOne > 0 ? IDLE : Duration.ZERO;
            oneByOne = BATCH;
            return pause;
        } catch (Throwable ex) {
            failures++;
            knownUntil = Instant.MIN;
            compared = ErasedPeople.Position.START;
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
        if (!isKnown()) {
            checkKey(transaction);
            if (forgetAgain(transaction)) {
                knownUntil = clock.instant().plus(KNOWN_FOR);
            }
            return true; // that is committed before anything else is
        }
        int most = oneByOne > 0 ? 1 : BATCH;
        List<Outbox.Row> rows = inKeycloak(session -> outbox.oldest(session, most));
        if (rows.isEmpty()) {
            trail.forget(transaction);
            return false;
        }
        Map<String, AuditEvent> events = open(rows);
        List<Outbox.Row> readable =
                rows.stream().filter(row -> events.containsKey(row.id())).toList();
        if (!readable.isEmpty() && append(transaction, readable, events)) {
            transaction.commit();
            inKeycloak(session -> {
                outbox.delete(session, readable); // first: another node with the same rows waits here, and then knows
                erased.add(session, erasures(events));
                return readable;
            });
        }
        return rows.size() == most;
    }

    private boolean isKnown() {
        return clock.instant().isBefore(knownUntil);
    }

    /** At the first look, before anything waits: what was sealed with a wrong key could be opened with no other. */
    private void checkKey(Connection transaction) throws SQLException {
        Optional<String> refusal = trail.refusalOfKey(transaction);
        gate.stop(refusal);
        refusal.ifPresent(why -> {
            throw new IllegalStateException(why);
        });
    }

    /**
     * Whoever restores the trail's database has it back as it was: with the keys of people who were erased since. Some at a
     * time, from where the last transaction that was committed ended.
     *
     * @return whether those were all
     */
    private boolean forgetAgain(Connection transaction) throws SQLException {
        ErasedPeople.Page page = inKeycloak(session -> erased.after(session, compared, BATCH));
        trail.forgetAgain(transaction, page.erasures());
        transaction.commit();
        boolean all = page.erasures().size() < BATCH;
        compared = all ? ErasedPeople.Position.START : page.end();
        return all;
    }

    private static List<Erasure> erasures(Map<String, AuditEvent> events) {
        return events.entrySet().stream()
                .flatMap(event -> Forgetting.told(event.getKey(), event.getValue()).stream())
                .toList();
    }

    /** By id, in their order; of what can never be moved, nothing. */
    private Map<String, AuditEvent> open(List<Outbox.Row> rows) {
        Map<String, AuditEvent> events = new LinkedHashMap<>();
        for (Outbox.Row row : rows) {
            try {
                AuditEvent event = outbox.open(row);
                if (trail.remembers(event)) {
                    events.put(row.id(), event);
                } else {
                    setAside(row, "It is so old that nobody can tell whether it was moved before.");
                }
            } catch (RuntimeException ex) {
                setAside(row, "It cannot be read: " + ex.getMessage());
            }
        }
        return events;
    }

    private void setAside(Outbox.Row row, String why) {
        long dead = inKeycloak(session -> outbox.setAside(session, row, clock.instant()));
        LOG.error(
                "The entry {} of the outbox is set aside and will not be in the audit trail. {} There are {} such entries.",
                row.id(),
                why,
                dead);
    }

    /**
     * One by one, what the trail cannot store is stored without what makes it so, or set aside: nothing may block the rest
     * for ever.
     *
     * @return whether there is something to commit
     */
    private boolean append(Connection transaction, List<Outbox.Row> rows, Map<String, AuditEvent> events)
            throws SQLException {
        Set<String> fresh =
                trail.take(transaction, rows.stream().map(Outbox.Row::id).toList());
        Map<String, AuditEvent> each = new LinkedHashMap<>(events);
        each.keySet().retainAll(fresh);
        try {
            trail.append(transaction, each);
            return true;
        } catch (EventRefusedException ex) {
            if (oneByOne == 0 || each.size() != 1) {
                throw ex;
            }
        }
        try {
            each.replaceAll((id, event) -> bare(event));
            trail.append(transaction, each);
            return true;
        } catch (EventRefusedException ex) {
            transaction.rollback(); // it is not taken
            setAside(rows.get(0), "The trail refuses it: " + ex.getMessage());
            return false;
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
