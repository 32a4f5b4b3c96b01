package org.gatehouse.server.trail;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.gatehouse.audit.catalogue.Facts;
import org.gatehouse.audit.erasure.Erasure;
import org.gatehouse.audit.erasure.ErasureJournal;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.Receipt;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes audit events for the service. */
@Component
public class Trail {

    /** Far below what the trail lets wait, which is for the requests of people. */
    private static final int MOST_TOGETHER = 1_000;

    private final JdbcAuditTrail trail;
    private final DataSource dataSource;
    private final ErasureJournal journal;
    private final Clock clock;

    @PersistenceContext
    private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the entity manager is injected into its field
    Trail(JdbcAuditTrail trail, DataSource dataSource, ErasureJournal journal, Clock clock) {
        this.trail = trail;
        this.dataSource = dataSource;
        this.journal = journal;
        this.clock = clock;
    }

    /** An event of this realm, coming from the current request if there is one. */
    public AuditEvent.Builder event(Realm realm, Activity activity) {
        return event(realm, activity, null, null);
    }

    /** The same, through a client and within a sign-in, where those are known. */
    public AuditEvent.Builder event(Realm realm, Activity activity, @Nullable String client, @Nullable String session) {
        return AuditEvent.of(realm.name(), activity).origin(origin(client, session));
    }

    /**
     * Writes the event: with the transaction under way if there is one, at once and durably otherwise.
     *
     * @throws org.gatehouse.audit.trail.TrailUnavailableException when it cannot be written; the caller's action must fail
     */
    public void record(AuditEvent.Builder event) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            pending().events.add(built(event));
        } else {
            trail.append(built(event));
        }
    }

    /**
     * Writes the event at once and durably, whatever becomes of the transaction under way: that something was refused stays
     * true when it is undone.
     *
     * @throws org.gatehouse.audit.trail.TrailUnavailableException when it cannot be written; the caller's answer must fail
     */
    public void recordAtOnce(AuditEvent.Builder event) {
        trail.append(built(event));
    }

    /**
     * Writes the events now, within the transaction under way: they are durable when it commits, and only then are the
     * receipts good. The logs are locked until then, so this comes last.
     *
     * @throws IllegalStateException outside a transaction
     * @throws org.gatehouse.audit.trail.TrailUnavailableException when they cannot be written; the transaction is lost
     */
    public List<Receipt> recordNow(List<AuditEvent.Builder> events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Receipts come with a transaction");
        }
        entities.flush();
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return trail.append(connection, events.stream().map(Trail::built).toList());
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /**
     * Writes events of many realms at once; returns when all of them are durable, which takes a few commits, not one each.
     *
     * @throws org.gatehouse.audit.trail.TrailUnavailableException when one of them cannot be written
     */
    public void recordTogether(List<AuditEvent.Builder> events) {
        for (int from = 0; from < events.size(); from += MOST_TOGETHER) {
            events.subList(from, Math.min(events.size(), from + MOST_TOGETHER)).parallelStream()
                    .map(event -> trail.appendAsync(built(event))) // a realm's log and keys are looked up first
                    .toList()
                    .forEach(Trail::await);
        }
    }

    /**
     * Destroys a person's key in the trail when the transaction under way commits, after its own entries: nobody can read
     * who they were in any entry from then on, and every proof stays valid.
     *
     * @param redact whether the sealed bytes are to be blanked as well, little by little
     * @throws IllegalStateException outside a transaction
     */
    public Erasure forgetAfterwards(Realm realm, UUID person, boolean redact) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Erasure erasure = new Erasure(id, realm.name(), person, clock.instant(), redact);
        forget(erasure, true);
        return erasure;
    }

    /** The same, of an erasure this database has lost. */
    public void forgetAgainAfterwards(Erasure erasure) {
        forget(erasure, false);
    }

    /** Within the transaction under way; whether it changed anything. */
    public boolean restrict(Realm realm, UUID person, boolean restricted) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return trail.subjectKeys().restrict(connection, realm.name(), person, restricted);
        } catch (SQLException ex) {
            throw new UncategorizedSQLException("Restricting a person's data", null, ex);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    public boolean isRestricted(Realm realm, UUID person) {
        return trail.subjectKeys().isRestricted(realm.name(), person);
    }

    private void forget(Erasure erasure, boolean isNew) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Forgetting somebody is part of a change");
        }
        pending().erasures.add(erasure, isNew);
    }

    /** Asserted, not refused: a line forgotten in a table must turn a test red, never keep a person from signing in. */
    private static AuditEvent built(AuditEvent.Builder event) {
        AuditEvent built = event.build();
        assert Facts.unknown(built).isEmpty()
                : "facts.properties lacks " + Facts.unknown(built) + " for "
                        + built.activity().code();
        return built;
    }

    private static void await(CompletableFuture<Receipt> written) {
        try {
            written.join();
        } catch (CompletionException ex) {
            throw ex.getCause() instanceof RuntimeException known ? known : ex;
        }
    }

    private static Origin origin(@Nullable String client, @Nullable String session) {
        return CurrentRequest.find()
                .map(request -> new Origin(
                        client, session, request.id(), request.address(), request.userAgent(), request.country()))
                .orElseGet(() -> new Origin(client, session, null, null, null));
    }

    private Pending pending() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Pending.class::isInstance)
                .map(Pending.class::cast)
                .filter(pending -> pending.owner() == this)
                .findFirst()
                .orElseGet(this::register);
    }

    private Pending register() {
        Pending pending = new Pending();
        TransactionSynchronizationManager.registerSynchronization(pending);
        return pending;
    }

    /** The events of one transaction, appended together last, so that the trail's locks are held shortest. */
    private final class Pending implements TransactionSynchronization {

        private final List<AuditEvent> events = new ArrayList<>();
        private final PendingErasures erasures = new PendingErasures(journal, trail.subjectKeys());

        Trail owner() {
            return Trail.this;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            erasures.begin();
            entities.flush(); // the business rows' locks come before the trail's, always in this order
            Connection connection = DataSourceUtils.getConnection(dataSource);
            try {
                erasures.complete(connection, events, trail.append(connection, events));
            } catch (SQLException ex) {
                throw new UncategorizedSQLException("Destroying a person's key", null, ex);
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
        }

        @Override
        public void afterCommit() {
            erasures.done();
        }
    }
}
