package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.privacy.KeysUnavailableException;
import org.gatehouse.audit.privacy.SubjectKeys;
import org.gatehouse.audit.trail.TrailUnavailableException.Reason;

/** The trail in PostgreSQL. Thread-safe; any number of nodes may share a database. */
public final class JdbcAuditTrail implements AuditTrail {

    private final DataSource database;
    private final SubjectKeys subjectKeys;
    private final EventSealer sealer;
    private final Appender appender;
    private final EntryWriter writer;
    private final Map<String, String> refusedLogs = new ConcurrentHashMap<>();

    private JdbcAuditTrail(
            DataSource database, SubjectKeys subjectKeys, EventSealer sealer, Appender appender, EntryWriter writer) {
        this.database = database;
        this.subjectKeys = subjectKeys;
        this.sealer = sealer;
        this.appender = appender;
        this.writer = writer;
    }

    /** Opens the trail with the usual options. */
    public static JdbcAuditTrail open(
            DataSource database, RetentionPolicy policy, KeyRing keyRing, Clock clock, String node) {
        return open(database, policy, keyRing, clock, node, TrailOptions.defaults());
    }

    /**
     * Opens the trail; the database is first asked when the first event comes.
     *
     * @param database the trail's own pool, not the one business transactions come from: an append inside such a
     *     transaction needs a second connection for new keys and months, and two callers would starve each other. One
     *     connection stays with the writer; time-outs of the pool should not exceed the options' wait
     * @param node this node's name, stored with every entry
     */
    public static JdbcAuditTrail open(
            DataSource database,
            RetentionPolicy policy,
            KeyRing keyRing,
            Clock clock,
            String node,
            TrailOptions options) {
        SubjectKeys subjectKeys = SubjectKeys.open(database, keyRing, clock);
        Logs logs = new Logs(database, options.origin());
        ClockGuard clockGuard = new ClockGuard(clock, options.maxClockSkew());
        Appender appender = new Appender(new Partitions(database, clock), clockGuard, clock);
        EntryWriter writer = new EntryWriter(appender, new WriterConnection(database, options.maxWait()), options);
        writer.start();
        EventSealer sealer = new EventSealer(subjectKeys, logs, policy, clock, node);
        return new JdbcAuditTrail(database, subjectKeys, sealer, appender, writer);
    }

    /** The keys this trail seals with, to erase people and to read. */
    public SubjectKeys subjectKeys() {
        return subjectKeys;
    }

    /**
     * Takes no more entries for a log, for as long as this trail is open: what is appended to a log that was set back or
     * rewritten would only make the damage harder to see.
     *
     * @param why one sentence, told to whoever tries
     */
    public void refuse(String log, String why) {
        refusedLogs.put(log, why);
    }

    @Override
    public Receipt append(AuditEvent event) {
        Pending pending = writer.submit(seal(event));
        try {
            return pending.future().get();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            pending.future().cancel(false);
            return pending.answer(); // it may have come at the last moment
        } catch (ExecutionException | CancellationException ex) {
            return pending.answer();
        }
    }

    @Override
    public CompletableFuture<Receipt> appendAsync(AuditEvent event) {
        try {
            return answer(writer.submit(seal(event)));
        } catch (TrailUnavailableException | EventRefusedException ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    /** Callbacks run elsewhere: a slow one on the writer's thread would hold up everybody. */
    private CompletableFuture<Receipt> answer(Pending pending) {
        return pending.future().handleAsync((receipt, failure) -> pending.answer());
    }

    @Override
    public List<Receipt> append(Connection businessTransaction, List<AuditEvent> events) {
        try {
            if (businessTransaction.getAutoCommit()) {
                throw new IllegalStateException("The caller's connection has no open transaction.");
            }
            return events.isEmpty() ? List.of() : appendWithin(businessTransaction, events);
        } catch (SQLException ex) {
            throw asFailure(ex);
        }
    }

    /**
     * Whether entries can be written now, for probes. It asks the database only when the last append did not get through, so
     * that a node that nobody calls any more finds out by itself that it can be called again.
     */
    public boolean isWritable() {
        if (appender.isWorking()) {
            return true;
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            appender.rehearse(connection);
            return true;
        } catch (SQLException | TrailUnavailableException ex) {
            return false;
        }
    }

    @Override
    public void close() {
        writer.close();
    }

    private List<Receipt> appendWithin(Connection businessTransaction, List<AuditEvent> events) throws SQLException {
        List<SealedEntry> entries = new ArrayList<>();
        for (AuditEvent event : events) {
            entries.add(seal(event));
        }
        return appender.append(businessTransaction, entries).stream()
                .map(PlacedEntry::receipt)
                .toList();
    }

    private SealedEntry seal(AuditEvent event) {
        try {
            SealedEntry entry = sealer.seal(event);
            String refusal = refusedLogs.get(entry.log().name());
            if (refusal != null) {
                throw new TrailUnavailableException(Reason.LOG_FORKED, refusal, null);
            }
            return entry;
        } catch (SQLException | KeysUnavailableException ex) {
            throw new TrailUnavailableException(
                    Reason.DATABASE_DOWN, "The trail's keys and logs cannot be read; nothing was stored.", ex);
        }
    }

    private RuntimeException asFailure(SQLException ex) {
        return switch (Failure.of(ex)) {
            case BAD_ROW -> new EventRefusedException("The database cannot store this event.", ex);
            case CONNECTION ->
                new TrailUnavailableException(
                        Reason.DATABASE_DOWN, "The database does not answer; the transaction must be rolled back.", ex);
            case NO_PARTITION, HEAD_BUSY, HEAD_MOVED, REFUSED -> {
                appender.forgetPartitions(); // the caller's transaction is lost, but its next attempt finds the month
                yield new TrailUnavailableException(
                        Reason.DATABASE_REFUSED, "The database refuses entries; roll back.", ex);
            }
        };
    }
}
