package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.gatehouse.audit.trail.TrailUnavailableException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one batch into the database, whatever it takes, and tells every caller what became of its entry. */
final class BatchCommit {

    private static final Logger LOG = LoggerFactory.getLogger(BatchCommit.class);

    /** Between attempts while the database is away: prompt when it returns, no storm meanwhile. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Appender appender;
    private final WriterConnection connection;
    private final Answers answers;
    private final List<Pending> batch;
    private boolean partitionsForgotten;
    private boolean headsRead;
    private @Nullable Doubt doubt;

    BatchCommit(Appender appender, WriterConnection connection, Answers answers, List<Pending> batch) {
        this.appender = appender;
        this.connection = connection;
        this.answers = answers;
        this.batch = batch;
    }

    /** Returns when every entry is committed, refused, or no longer waited for. Never throws. */
    void run() {
        while (batch.stream().anyMatch(Pending::isWaiting)) {
            try {
                attempt(connection.get());
            } catch (SQLException ex) {
                connection.rollback();
                recover(ex);
            } catch (RuntimeException ex) {
                connection.rollback();
                fail(asUnavailable(ex));
            }
        }
    }

    private void attempt(Connection open) throws SQLException {
        Doubt earlier = doubt;
        if (earlier != null) {
            settle(open, earlier);
        }
        List<Pending> live = batch.stream().filter(Pending::isWaiting).toList();
        if (!live.isEmpty()) {
            write(open, live);
        }
    }

    private void settle(Connection open, Doubt earlier) throws SQLException {
        boolean happened = earlier.isCommitted(open);
        open.commit(); // what was found is durable when this returns
        doubt = null;
        if (happened) {
            complete(earlier.batch(), earlier.entries());
        } else {
            earlier.batch().forEach(Pending::release);
        }
    }

    private void write(Connection open, List<Pending> live) throws SQLException {
        Placement placement =
                appender.place(open, live.stream().map(Pending::entry).toList());
        try (WriteStatement write = WriteStatement.committing(open, placement)) {
            if (!claimAll(live)) {
                open.rollback();
                live.forEach(Pending::release);
                return; // the next round goes without those who left
            }
            commit(write, new Doubt(live, placement.entries()));
        }
        appender.committed(placement);
        complete(live, placement.entries());
    }

    private void commit(WriteStatement write, Doubt unanswered) throws SQLException {
        doubt = unanswered;
        try {
            write.execute();
        } catch (SQLException ex) {
            if (connection.isUndone()) {
                doubt = null;
                unanswered.batch().forEach(Pending::release);
            }
            throw ex;
        }
        doubt = null;
    }

    private static boolean claimAll(List<Pending> live) {
        boolean all = true;
        for (Pending pending : live) {
            all &= pending.claim();
        }
        return all;
    }

    private void recover(SQLException cause) {
        Failure failure = Failure.of(cause);
        if (failure == Failure.CONNECTION || !connection.isOpen() || doubt != null) {
            LOG.warn("The audit trail's database does not answer: {}", cause.getMessage());
            connection.discard();
            appender.forgetHeads(byLog().keySet());
            LockSupport.parkNanos(PAUSE.toNanos());
        } else if (failure == Failure.NO_PARTITION && !partitionsForgotten) {
            partitionsForgotten = true;
            appender.forgetPartitions();
        } else if (failure == Failure.HEAD_MOVED && !headsRead) {
            headsRead = true;
            appender.distrustHeads(byLog().keySet());
        } else if (failure == Failure.BAD_ROW) {
            bisect(cause);
        } else if (failure == Failure.HEAD_BUSY && byLog().size() > 1) {
            commitApart(byLog().values());
        } else {
            fail(new TrailUnavailableException(Reason.DATABASE_REFUSED, "The database refuses entries.", cause));
        }
    }

    /** One row that cannot be stored must not take its neighbours with it. */
    private void bisect(SQLException cause) {
        if (batch.size() == 1) {
            fail(new EventRefusedException("The database cannot store this event.", cause));
        } else {
            int half = batch.size() / 2;
            commitApart(List.of(batch.subList(0, half), batch.subList(half, batch.size())));
        }
    }

    private void commitApart(Collection<List<Pending>> parts) {
        parts.forEach(part -> new BatchCommit(appender, connection, answers, part).run());
    }

    /** So that one realm's slow transaction does not keep the others from signing in. */
    private Map<Log, List<Pending>> byLog() {
        return batch.stream()
                .collect(Collectors.groupingBy(pending -> pending.entry().log()));
    }

    private void complete(List<Pending> written, List<PlacedEntry> entries) {
        written.forEach(Pending::store); // at once: nobody may take it for unwritten while its answer is on its way
        answers.give(written, entries);
    }

    private void fail(RuntimeException failure) {
        LOG.error("Entries refused: {}", failure.getMessage(), failure.getCause());
        batch.stream()
                .filter(Pending::isWaiting)
                .forEach(pending -> pending.future().completeExceptionally(failure));
    }

    private static RuntimeException asUnavailable(RuntimeException failure) {
        return failure instanceof TrailUnavailableException
                ? failure
                : new TrailUnavailableException(Reason.DATABASE_REFUSED, "The entries cannot be written.", failure);
    }
}
