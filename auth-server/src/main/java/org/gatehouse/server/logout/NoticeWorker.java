package org.gatehouse.server.logout;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Tells clients what is put out for them, on every node, on threads of its own. A client is told at least once: a node that
 * dies between the telling and the note about it makes it twice, and a client knows an ended session when it sees one.
 */
@Component
class NoticeWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeWorker.class);

    /** For what other nodes put out, and for what was set back; one's own notices wake a thread. */
    private static final long PERIOD_MILLIS = 1_000;

    /** A client that hangs takes one of them for as long as a call may last. */
    private static final int THREADS = 4;

    /** Longer than a call may last. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final int ROWS_A_RUN = 1_000;
    private static final long LAST_CALL_SECONDS = 10;

    private final NoticeRows rows;
    private final NoticeDelivery delivery;
    private final Clock clock;
    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(THREADS, new CustomizableThreadFactory("logout-"));
    private volatile boolean running;

    NoticeWorker(NoticeRows rows, NoticeDelivery delivery, Clock clock) {
        this.rows = rows;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        threads.scheduleWithFixedDelay(this::run, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        threads.shutdown();
        try {
            threads.awaitTermination(LAST_CALL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** There is something to tell. */
    void wake() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException ex) {
            LOG.debug("The service is stopping; another node tells the client, or this one when it is back");
        }
    }

    /** Whatever happens, there is a next time: an exception would end the schedule. */
    private void run() {
        try {
            while (running && step()) {
                // one client after the other
            }
        } catch (DataAccessException ex) {
            LOG.warn("Clients wait to be told of logouts: the database does not answer. {}", ex.getMessage());
        } catch (RuntimeException ex) {
            LOG.error("Clients wait to be told of logouts", ex);
        }
    }

    /** One notice; false when none has its turn. While this thread calls, another looks for the next. */
    boolean step() {
        NoticeRows.Taken notice = rows.take(LEASE).orElse(null);
        if (notice == null) {
            return false;
        }
        if (running) {
            wake();
        }
        delivery.attempt(notice, clock.instant());
        return true;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void tidy() {
        rows.giveUp(ROWS_A_RUN);
        rows.forget(LogoutNotices.KEPT, ROWS_A_RUN);
    }
}
