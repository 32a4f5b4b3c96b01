package org.gatehouse.server.proofs;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.publish.Alarm;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.Forked;
import org.gatehouse.audit.publish.WitnessRounds;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.TrailOptions;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.trail.BeforeFirstEntry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Lets no start append to a log that is not the one signed for, unless an operator gave the old state up. */
@Component
class ForkGuard implements BeforeFirstEntry {

    /** A start does not wait longer for witnesses that are away; they are asked again while the service runs. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CheckpointPublisher publisher;
    private final WitnessRounds witnesses;
    private final DataSource database;
    private final KeyRing keys;
    private final Clock clock;
    private final Optional<TrailOptions> options;

    ForkGuard(
            CheckpointPublisher publisher,
            WitnessRounds witnesses,
            @Qualifier("trailDataSource") DataSource database,
            KeyRing keys,
            Clock clock,
            Optional<TrailOptions> options) {
        this.publisher = publisher;
        this.witnesses = witnesses;
        this.database = database;
        this.keys = keys;
        this.clock = clock;
        this.options = options;
    }

    @Override
    public void check() {
        try {
            List<Alarm> alarms = publisher.begin(this::beginAnew, witnesses.round(PATIENCE));
            if (!alarms.isEmpty()) {
                throw new StartRefusedException(sentence(alarms));
            }
        } catch (IOException | SQLException ex) {
            throw new StartRefusedException(
                    "The trail cannot be compared with the checkpoints kept outside the database: " + ex.getMessage()
                            + ". Put the file back as it was, or make it readable.",
                    ex);
        }
    }

    /** The same words at the start and while running. */
    static String sentence(List<Alarm> alarms) {
        String what = alarms.stream().map(Alarm::what).collect(Collectors.joining("; "));
        return "The audit trail was set back or rewritten: " + what
                + ". Restore the newest backup, or stop the service, give up what is missing with"
                + " './gatehouse audit accept-fork " + alarms.get(0).log() + "', and start it again.";
    }

    /** The first entry of the new origin goes into the very log it is about, whatever keeps its category. */
    private void beginAnew(Forked forked) {
        TrailOptions own = options.orElseGet(TrailOptions::defaults);
        try (JdbcAuditTrail trail =
                JdbcAuditTrail.open(database, (realm, category) -> forked.tier(), keys, clock, "fork", own)) {
            trail.append(AuditEvent.of(forked.realm(), Activity.LOG_FORKED)
                    .actor(Party.system())
                    .target(Party.realm(forked.realm()))
                    .detail("log", forked.realm() + "/" + forked.tier().name())
                    .detail("entry", String.valueOf(forked.size()))
                    .detail("origin", forked.origin())
                    .detail("before", forked.before().text().strip().replace('\n', ' '))
                    .build());
        }
    }
}
