package org.gatehouse.audit.trail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gatehouse.audit.trail.TrailUnavailableException.Reason;

/**
 * One thread per node that commits what has queued up since the last commit: the longer a commit takes, the more share
 * the next one. Nothing is delayed to make groups larger.
 */
final class EntryWriter {

    /** How often an idle writer looks whether it was closed. */
    private static final Duration IDLE = Duration.ofMillis(100);

    private final BlockingQueue<Pending> queue;
    private final Appender appender;
    private final WriterConnection connection;
    private final int batchSize;
    private final Duration maxWait;
    private final Answers answers = new Answers();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean ended;

    EntryWriter(Appender appender, WriterConnection connection, TrailOptions options) {
        this.appender = appender;
        this.connection = connection;
        this.queue = new LinkedBlockingQueue<>(options.queueLength());
        this.batchSize = options.batchSize();
        this.maxWait = options.maxWait();
        this.thread = new Thread(this::run, "audit-writer");
        this.thread.setDaemon(true);
    }

    void start() {
        answers.start();
        thread.start();
    }

    Pending submit(SealedEntry entry) {
        if (closed) {
            throw closedException();
        }
        Pending pending = new Pending(entry, maxWait);
        if (!queue.offer(pending)) {
            throw new TrailUnavailableException(Reason.QUEUE_FULL, "Too many entries wait to be written.", null);
        }
        answers.expect(pending);
        if (ended) { // between the first look and the offer: nobody would take it from the queue
            pending.future().completeExceptionally(closedException());
        }
        return pending;
    }

    /** Writes what was accepted, then stops. */
    void close() {
        closed = true;
        try {
            thread.join(maxWait.plus(IDLE).toMillis());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed || !queue.isEmpty()) {
            List<Pending> batch = next();
            if (!batch.isEmpty()) {
                new BatchCommit(appender, connection, answers, batch).run();
            }
        }
        connection.release();
        answers.close();
        ended = true;
        queue.forEach(pending -> pending.future().completeExceptionally(closedException()));
    }

    private List<Pending> next() {
        List<Pending> batch = new ArrayList<>();
        try {
            Pending first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, batchSize - 1);
            }
        } catch (InterruptedException ex) {
            closed = true; // somebody ends the process: write what is there and stop
        }
        return batch;
    }

    private static TrailUnavailableException closedException() {
        return new TrailUnavailableException(Reason.CLOSED, "The audit trail is closed.", null);
    }
}
