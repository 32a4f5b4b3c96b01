package org.gatehouse.server.proofs;

import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Publishes about every second, from before the first entry of this process until after its last. */
@Component
class CheckpointWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWorker.class);

    /** Long enough to cost nothing, short enough that a proof can be asked for after a page was read. */
    private static final long PERIOD_MILLIS = 1_000;

    private static final long LAST_TICK_SECONDS = 10;

    /** Starts before and stops after what writes the entries of start and stop. */
    private static final int AROUND_EVERYTHING = -1_000;

    private final CheckpointPublisher publisher;
    private final TrailAlarms alarms;
    private volatile ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(this::thread);
    private volatile boolean running;

    CheckpointWorker(CheckpointPublisher publisher, TrailAlarms alarms) {
        this.publisher = publisher;
        this.alarms = alarms;
    }

    @Override
    public void start() {
        running = true;
        executor.scheduleWithFixedDelay(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdown();
        try {
            if (executor.awaitTermination(LAST_TICK_SECONDS, TimeUnit.SECONDS)) {
                tick();
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AROUND_EVERYTHING;
    }

    /** Whatever happens, there is a next time: an exception would end the schedule. */
    private void tick() {
        try {
            alarms.raise(publisher.tick());
        } catch (SQLException ex) {
            LOG.warn("No checkpoints: the trail's database does not answer. {}", ex.getMessage());
        } catch (RuntimeException ex) {
            LOG.error("No checkpoints", ex);
        }
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "audit-checkpoints");
        thread.setDaemon(true);
        return thread;
    }
}
