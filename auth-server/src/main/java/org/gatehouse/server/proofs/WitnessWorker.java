package org.gatehouse.server.proofs;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gatehouse.audit.publish.WitnessRounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes checkpoints to the witnesses about every ten seconds; nobody waits for it. */
@Component
class WitnessWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessWorker.class);

    private static final long PERIOD_SECONDS = 10;

    /** For a round over all logs; what is left waits for the next. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WitnessRounds rounds;
    private final TrailAlarms alarms;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(WitnessWorker::thread);
    private volatile boolean running;

    WitnessWorker(WitnessRounds rounds, TrailAlarms alarms) {
        this.rounds = rounds;
        this.alarms = alarms;
    }

    @Override
    public void start() {
        running = true;
        if (rounds.isConfigured()) {
            executor.scheduleWithFixedDelay(this::tick, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Whatever happens, there is a next time: an exception would end the schedule. */
    private void tick() {
        try {
            alarms.contradicted(rounds.round(PATIENCE));
        } catch (SQLException ex) {
            LOG.warn("No witness is asked: the trail's database does not answer. {}", ex.getMessage());
        } catch (RuntimeException ex) {
            LOG.error("No witness is asked", ex);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "audit-witnesses");
        thread.setDaemon(true);
        return thread;
    }
}
