package org.gatehouse.server.exports.trail;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes steps, on every node. Exports take turns, so that a long one does not keep the others waiting. */
@Component
class TrailExportWorker {

    private static final Logger LOG = LoggerFactory.getLogger(TrailExportWorker.class);

    /** A second or so. */
    private static final int STEPS_A_RUN = 20;

    /** After that many pages in vain an export fails. */
    static final int MOST_TRIES = 10;

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int REMOVED_A_RUN = 10;
    private static final long LAST_STEP_SECONDS = 5;

    private final TransactionTemplate transactions;
    private final TrailExportRows rows;
    private final TrailExportStep step;
    private final Clock clock;
    private volatile boolean running = true;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Of its own: making a large file at the end takes minutes, and other work of this node must not wait for it. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(new CustomizableThreadFactory("exports-"));

    TrailExportWorker(TransactionTemplate transactions, TrailExportRows rows, TrailExportStep step, Clock clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.step = step;
        this.clock = clock;
    }

    /** Asks for a run; one that goes on already does what there is to do. */
    @Scheduled(
            initialDelayString = "${gatehouse.exports.look-every:PT1S}",
            fixedDelayString = "${gatehouse.exports.look-every:PT1S}")
    void look() {
        if (busy.compareAndSet(false, true)) {
            thread.execute(this::runAndRest);
        }
    }

    private void runAndRest() {
        try {
            run();
        } finally {
            busy.set(false);
        }
    }

    void run() {
        rows.removeExpired(clock.instant(), REMOVED_A_RUN);
        for (int i = 0; i < STEPS_A_RUN; i++) {
            if (!running || !step()) {
                return;
            }
        }
    }

    /** What is cut off is done again by whichever node takes its next step. */
    @PreDestroy
    void stop() {
        running = false;
        thread.shutdown();
        try {
            thread.awaitTermination(LAST_STEP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** One page of one export; false when there is none to go on with. */
    boolean step() {
        AtomicReference<@Nullable TrailExportRow> taken = new AtomicReference<>();
        try {
            transactions.executeWithoutResult(status -> {
                Optional<TrailExportRow> row = rows.take(clock.instant());
                taken.set(row.orElse(null));
                row.ifPresent(step::take);
            });
        } catch (RuntimeException ex) {
            setBack(taken.get(), ex);
        }
        return taken.get() != null;
    }

    private void setBack(@Nullable TrailExportRow row, RuntimeException cause) {
        if (row == null) {
            LOG.warn("Exports of the trail wait: the database does not answer. {}", cause.getMessage());
            return;
        }
        LOG.error("A page of export {} cannot be written", row.key().id(), cause);
        transactions.executeWithoutResult(status -> {
            if (row.tries() + 1 >= MOST_TRIES) {
                rows.fail(row.key(), "cannot-be-written");
            } else {
                rows.setBack(row.key(), clock.instant().plus(PAUSE));
            }
        });
    }
}
