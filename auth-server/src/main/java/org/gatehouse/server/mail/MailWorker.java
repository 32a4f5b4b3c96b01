package org.gatehouse.server.mail;

import jakarta.mail.SendFailedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gatehouse.server.mail.MailRows.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what lies in the outbox, on every node, on a thread of its own: a mail server that does not answer keeps nobody
 * waiting but the mail. A letter is sent at least once; a node that dies between the sending and the note about it makes
 * it twice.
 */
@Component
class MailWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);

    /** For what other nodes put out, and for what was set back; one's own letters wake the thread. */
    private static final long PERIOD_MILLIS = 1_000;

    /** Longer than the slowest conversation with a mail server whose every answer just keeps within its time. */
    static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 9;
    private static final int LETTERS_A_RUN = 100;
    private static final int ROWS_A_RUN = 1_000;
    private static final long LAST_LETTER_SECONDS = 10;

    private final MailRows rows;
    private final Delivery delivery;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(MailWorker::thread);
    private volatile boolean running;

    MailWorker(MailRows rows, Delivery delivery, Clock clock) {
        this.rows = rows;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        if (delivery.isPossible()) {
            thread.scheduleWithFixedDelay(this::run, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        try {
            thread.awaitTermination(LAST_LETTER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** There is something to send. */
    void wake() {
        try {
            thread.execute(this::run);
        } catch (RejectedExecutionException ex) {
            LOG.debug("The service is stopping; another node sends the letter, or this one when it is back");
        }
    }

    /** Whatever happens, there is a next time: an exception would end the schedule. */
    private void run() {
        try {
            for (int i = 0; running && i < LETTERS_A_RUN && step(); i++) {
                // one letter after the other
            }
        } catch (DataAccessException ex) {
            LOG.warn("Mail waits: the database does not answer. {}", ex.getMessage());
        } catch (RuntimeException ex) {
            LOG.error("Mail waits", ex);
        }
    }

    /** One letter; false when none has its turn. */
    boolean step() {
        return rows.take(LEASE)
                .map(mail -> {
                    attempt(mail);
                    return true;
                })
                .orElse(false);
    }

    private void attempt(Taken mail) {
        if (!clock.instant().isBefore(mail.giveUpAt())) {
            rows.failed(mail, "too-late");
            return;
        }
        try {
            delivery.send(mail.letter());
        } catch (MailException ex) {
            judge(mail, ex);
            return;
        }
        rows.sent(mail);
    }

    private void judge(Taken mail, MailException cause) {
        if (cause instanceof MailParseException || isRefused(cause)) {
            LOG.warn("Letter {} cannot be delivered to its address", mail.id());
            rows.failed(mail, "address-refused");
            return;
        }
        Instant turn = clock.instant().plus(pause(mail.tries()));
        LOG.warn("Letter {} cannot be sent, try {}: {}", mail.id(), mail.tries(), reason(cause));
        if (turn.isBefore(mail.giveUpAt())) {
            rows.setBack(mail, turn, "server-unreachable");
        } else {
            rows.failed(mail, "server-unreachable");
        }
    }

    /** For good: the server knows the sender, and not the recipient (RFC 5321 section 4.2.1, codes that begin with 5). */
    private static boolean isRefused(MailException cause) {
        return cause instanceof MailSendException failed
                && failed.getFailedMessages().values().stream().anyMatch(MailWorker::isAddressRefused);
    }

    private static boolean isAddressRefused(Exception failure) {
        return failure instanceof SendFailedException refused
                && refused.getInvalidAddresses() != null
                && refused.getInvalidAddresses().length > 0;
    }

    /** What the server said may repeat an address, so only what kind of failure it was goes into the log. */
    private static String reason(MailException cause) {
        Throwable root = cause;
        if (cause instanceof MailSendException failed && failed.getMessageExceptions().length > 0) {
            root = failed.getMessageExceptions()[0];
        }
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    static Duration pause(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(MOST_DOUBLINGS, Math.max(0, tries - 1)));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void tidy() {
        rows.giveUp(ROWS_A_RUN);
        rows.forget(SentMailLog.KEPT, ROWS_A_RUN);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "mail");
        thread.setDaemon(true);
        return thread;
    }
}
