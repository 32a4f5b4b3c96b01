package org.gatehouse.server.proofs;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.anchor.Anchors;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.trail.Receipt;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.gatehouse.audit.verify.Fault;
import org.gatehouse.audit.verify.Progress;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.audit.verify.VerifyOptions;
import org.gatehouse.audit.verify.VerifyReport;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.trail.Trail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Verifies a realm's logs for whoever asks, in the background: every entry is hashed again, and compared with tiles, head,
 * checkpoints and what is kept outside the database. One at a time for a realm, one at a time on a node. The result is an
 * entry, so that nobody can make up a verification that was not, nor take one back.
 */
@Component
public class TrailChecks {

    private static final Logger LOG = LoggerFactory.getLogger(TrailChecks.class);

    /** At work, each with a connection of the pool that serves people: a verification may take its time, they may not. */
    private static final int THREADS = 1;

    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(1);

    private final DataSource database;
    private final TrailCheckRows rows;
    private final Anchors anchors;
    private final Attempts attempts;
    private final Trail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(TrailChecks::thread);

    TrailChecks(
            DataSource database,
            TrailCheckRows rows,
            Anchors anchors,
            Attempts attempts,
            Trail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.database = database;
        this.rows = rows;
        this.anchors = anchors;
        this.attempts = attempts;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The one under way, on whichever node, and what the last one came to. */
    public TrailCheck of(Actor actor) {
        actor.require(Permission.AUDIT_READ);
        return rows.find(actor.realm(), clock.instant());
    }

    /**
     * Begins a verification; where one is under way already, that one is it.
     *
     * @return whether it is a new one
     */
    public boolean begin(Actor actor) {
        return attempts.make(
                actor,
                Activity.LOG_VERIFIED,
                event -> event.target(Party.realm(actor.realm().name())),
                () -> start(actor));
    }

    private boolean start(Actor actor) {
        actor.require(Permission.AUDIT_READ);
        UUID run = UuidCreator.getTimeOrderedEpoch();
        AuditEvent.Builder event = trail.event(actor.realm(), Activity.LOG_VERIFIED, actor.client(), null)
                .actor(actor.party())
                .target(Party.realm(actor.realm().name()));
        boolean isNew = rows.begin(actor.realm(), run, clock.instant());
        if (isNew) {
            executor.execute(() -> run(actor.realm(), run, event));
        }
        return isNew;
    }

    private void run(Realm realm, UUID run, AuditEvent.Builder event) {
        try {
            if (!rows.move(realm, run, 0, 0, clock.instant())) {
                return; // it waited for others so long that somebody began another
            }
            tell(realm, run, event, TrailVerifier.verify(database, realm.name(), options(realm), words(realm, run)));
        } catch (SQLException | IOException ex) {
            LOG.warn("The trail of {} could not be verified: {}", realm.name(), ex.getMessage());
            giveUp(realm, run);
        } catch (RuntimeException ex) {
            LOG.error("The trail of {} could not be verified", realm.name(), ex);
            giveUp(realm, run);
        }
    }

    private void tell(Realm realm, UUID run, AuditEvent.Builder event, VerifyReport report) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            transactions.executeWithoutResult(status -> {
                if (rows.end(realm, run, now, report.entries(), report.faults())) {
                    Receipt receipt =
                            trail.recordNow(List.of(result(event, report))).get(0);
                    rows.refer(realm, now, reference(receipt));
                }
            });
        } catch (TrailUnavailableException ex) { // of a trail that was set back, which the result says
            LOG.error("No entry of the verification of {}: {}", realm.name(), ex.getMessage());
            rows.end(realm, run, now, report.entries(), report.faults());
        }
    }

    private static AuditEvent.Builder result(AuditEvent.Builder event, VerifyReport report) {
        event.detail("count", String.valueOf(report.entries()));
        Optional<Fault> first = report.faults().stream().findFirst();
        first.ifPresent(fault -> event.outcome(Outcome.FAILURE)
                .detail("tier", fault.log().substring(fault.log().lastIndexOf('/') + 1))
                .detail("entry", String.valueOf(fault.index())));
        return event;
    }

    private static String reference(Receipt receipt) {
        return receipt.log().substring(receipt.log().indexOf('/') + 1) + ":" + receipt.index();
    }

    /** What could not be checked is no fault, and no entry says so. */
    private void giveUp(Realm realm, UUID run) {
        try {
            rows.end(realm, run, clock.instant(), null, List.of());
        } catch (RuntimeException ex) {
            LOG.warn("A verification of {} ends without a word: {}", realm.name(), ex.getMessage());
        }
    }

    private Consumer<Progress> words(Realm realm, UUID run) {
        Instant[] told = {Instant.EPOCH};
        return progress -> {
            Instant now = clock.instant();
            if (told[0].plus(BETWEEN_WORDS).isBefore(now)) {
                told[0] = now;
                rows.move(realm, run, progress.entries(), progress.total(), now);
            }
        };
    }

    /** Read before the database is: they never know more than it does. */
    private VerifyOptions options(Realm realm) throws IOException {
        List<VerificationKey> keys = new ArrayList<>();
        List<SignedNote> notes = new ArrayList<>();
        for (String log : anchors.logs()) {
            Optional<Anchor> anchor = log.startsWith(realm.name() + "/") ? anchors.find(log) : Optional.empty();
            anchor.map(Anchor::key).ifPresent(keys::add);
            anchor.map(Anchor::note).ifPresent(notes::add);
        }
        return new VerifyOptions(keys, notes, THREADS);
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "audit-verification");
        thread.setDaemon(true);
        return thread;
    }
}
