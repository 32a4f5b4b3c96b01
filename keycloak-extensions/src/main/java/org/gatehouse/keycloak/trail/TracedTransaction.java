package org.gatehouse.keycloak.trail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.gatehouse.audit.event.AuditEvent;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The entries of one of Keycloak's transactions. They are written when everything else is, before Keycloak commits
 * (its phase "prepare"): what fails here makes Keycloak undo the transaction and refuse the request. Exceptions of a
 * listener, in contrast, Keycloak only logs.
 */
final class TracedTransaction implements KeycloakTransaction {

    private static final String ATTRIBUTE = TracedTransaction.class.getName();

    /**
     * Who compares holds two connections. If all of Keycloak's pool (100 unless it is told otherwise) waited for their second,
     * none would come; so few do, and who waits too long is refused and gives up the first.
     */
    private static final Semaphore COMPARING = new Semaphore(8);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final KeycloakSession session;
    private final Tracing tracing;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private @Nullable Cause cause;
    private @Nullable RuntimeException failure;
    private boolean ended;
    private boolean committing; // from here to the end of Keycloak's transaction, entries are too late for it

    private TracedTransaction(KeycloakSession session, Tracing tracing) {
        this.session = session;
        this.tracing = tracing;
    }

    /** The entries of the transaction under way in the session. */
    static TracedTransaction of(KeycloakSession session, Tracing tracing) {
        TracedTransaction known = session.getAttribute(ATTRIBUTE, TracedTransaction.class);
        if (known != null && (!known.ended || known.committing)) {
            return known;
        }
        TracedTransaction fresh = new TracedTransaction(session, tracing);
        session.setAttribute(ATTRIBUTE, fresh);
        session.getTransactionManager().enlistPrepare(fresh);
        session.getTransactionManager().enlistAfterCompletion(new End(fresh));
        return fresh;
    }

    /** What comes while Keycloak commits is too late for this transaction, and goes into one of its own. */
    void add(Draft draft) {
        if (!ended) {
            drafts.putIfAbsent(draft.key(), draft);
        } else {
            KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), own -> {
                TracedTransaction late = of(own, tracing);
                late.causedBy(cause == null ? Cause.ofRequest(session) : cause);
                late.add(draft);
            });
        }
    }

    /** The first is the one that caused the rest. */
    void causedBy(Cause value) {
        if (cause == null) {
            cause = value;
        }
    }

    /** What happened could not be told: it must not happen. */
    void fail(RuntimeException why) {
        if (ended) {
            throw why; // too late to undo it; Keycloak logs it
        }
        failure = why;
    }

    /** Once: a session that begins another transaction has Keycloak ask those of the one before again. */
    @Override
    public void commit() {
        if (ended) {
            return;
        }
        ended = true;
        committing = true;
        if (failure != null) {
            throw TrailRefusal.of(session, "What was asked for cannot be traced.", failure);
        }
        if (!drafts.isEmpty()) {
            write();
        }
    }

    private void end() {
        ended = true;
        committing = false;
    }

    @Override
    public void begin() {}

    @Override
    public void rollback() {
        end();
    }

    @Override
    public void setRollbackOnly() {}

    @Override
    public boolean getRollbackOnly() {
        return false;
    }

    @Override
    public boolean isActive() {
        return !ended;
    }

    private void write() {
        Optional<String> refusal = tracing.refusal();
        if (refusal.isPresent()) {
            throw TrailRefusal.of(session, refusal.get(), null);
        }
        try {
            tracing.write(session, events());
        } catch (RuntimeException ex) {
            throw TrailRefusal.of(session, "The audit trail cannot be written.", ex);
        }
    }

    private List<AuditEvent> events() {
        boolean comparing = drafts.values().stream().anyMatch(Draft::needsBefore);
        return comparing ? compare() : complete(place -> Map.of());
    }

    /**
     * The other session sees what is committed, which is what was before: this one's changes are flushed by now, so
     * their rows are locked and nobody else's changes can come in between.
     */
    private List<AuditEvent> compare() {
        tracing.flush(session);
        if (!enterComparing()) {
            throw new IllegalStateException("Too many changes are being compared at once.");
        }
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(),
                    other -> complete(place -> Snapshot.of(other, place).orElseGet(Map::of)));
        } finally {
            COMPARING.release();
        }
    }

    private static boolean enterComparing() {
        try {
            return COMPARING.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<AuditEvent> complete(Function<Place, Map<String, String>> before) {
        Cause known = cause == null ? Cause.ofRequest(session) : cause;
        List<AuditEvent> events = new ArrayList<>();
        drafts.values().forEach(draft -> events.addAll(draft.completion().complete(known, before)));
        return events;
    }

    /** Keycloak does not tell those of the phase "prepare" that a transaction is undone; it tells those of the last phase. */
    private record End(TracedTransaction traced) implements KeycloakTransaction {

        @Override
        public void begin() {}

        @Override
        public void commit() {
            traced.end();
        }

        @Override
        public void rollback() {
            traced.end();
        }

        @Override
        public void setRollbackOnly() {}

        @Override
        public boolean getRollbackOnly() {
            return false;
        }

        @Override
        public boolean isActive() {
            return true;
        }
    }
}
