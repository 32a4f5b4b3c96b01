package org.gatehouse.audit.verify;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads the runs of all logs on several threads, each with a connection to the same snapshot. */
final class RunPool implements AutoCloseable {

    private final Snapshot snapshot;
    private final Counter counter;
    private final ExecutorService threads;
    private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();
    private final Map<DatabaseLog, List<Future<Part>>> parts = new HashMap<>();
    private final Map<DatabaseLog, AtomicBoolean> enough = new HashMap<>();

    RunPool(Snapshot snapshot, int count, Counter counter) throws SQLException {
        this.snapshot = snapshot;
        this.counter = counter;
        this.threads = Executors.newFixedThreadPool(count);
        try {
            for (int i = 0; i < count; i++) {
                idle.add(snapshot.another());
            }
        } catch (SQLException ex) {
            close();
            throw ex;
        }
    }

    /** What is left to check when all parts follow each other. */
    interface End {
        Optional<Fault> check(Fold fold) throws SQLException, IOException;
    }

    void submit(DatabaseLog log) {
        AtomicBoolean stop = new AtomicBoolean();
        enough.put(log, stop);
        parts.put(
                log,
                log.runs().stream()
                        .map(run -> threads.submit(() -> read(log, run, stop)))
                        .toList());
    }

    /** Joins the parts of a log as they come, in order; the first fault ends it. */
    Optional<Fault> fold(DatabaseLog log, End end) throws SQLException, IOException {
        Fold fold = new Fold(log.claim());
        for (Future<Part> part : Objects.requireNonNull(parts.remove(log))) {
            Optional<Fault> fault = fold.add(await(part));
            if (fault.isPresent()) {
                Objects.requireNonNull(enough.get(log)).set(true);
                return fault;
            }
        }
        Optional<Fault> fault = fold.end();
        return fault.isPresent() ? fault : end.check(fold);
    }

    private Part read(DatabaseLog log, String run, AtomicBoolean stop) throws SQLException, InterruptedException {
        if (stop.get()) {
            return new PartCheck(log.claim()).end();
        }
        Connection connection = idle.take();
        try {
            return new RunReader(connection, log, counter, stop).read(run);
        } finally {
            idle.add(connection);
        }
    }

    private static Part await(Future<Part> part) throws SQLException {
        try {
            return part.get();
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof SQLException database) {
                throw database;
            }
            throw new SQLException("The trail could not be checked", ex.getCause());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while verifying", ex);
        }
    }

    @Override
    public void close() throws SQLException {
        enough.values().forEach(stop -> stop.set(true));
        threads.shutdown();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        endAll();
    }

    private void endAll() throws SQLException {
        Connection next = idle.poll();
        if (next != null) {
            try {
                Snapshot.end(next);
            } finally {
                endAll();
            }
        }
    }
}
