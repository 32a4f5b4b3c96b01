package org.gatehouse.server.proofs;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.publish.Alarm;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.trail.Trail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What is wrong with the trail now, and what follows: no entry for a forked log, one entry and a log line for a broken. */
@Component
public class TrailAlarms {

    private static final Logger LOG = LoggerFactory.getLogger(TrailAlarms.class);

    private final JdbcAuditTrail trail;
    private final Trail entries;
    private final Realms realms;
    private final Map<String, Alarm> current = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    TrailAlarms(JdbcAuditTrail trail, Trail entries, Realms realms) {
        this.trail = trail;
        this.entries = entries;
        this.realms = realms;
    }

    /** A sentence for probes and operators; empty when all is well. */
    public Optional<String> sentence() {
        return current.values().stream()
                .min(Comparator.comparing(Alarm::kind).thenComparing(Alarm::log))
                .map(alarm -> alarm.kind() == Alarm.Kind.FORKED
                        ? "The audit trail was set back or rewritten."
                        : "The audit trail is broken.");
    }

    /** What is wrong with a realm's logs, by their names. */
    Map<String, Alarm> of(String realm) {
        return current.values().stream()
                .filter(alarm -> alarm.realm().equals(realm))
                .collect(Collectors.toMap(Alarm::log, alarm -> alarm));
    }

    /** What witnesses contradict: as bad as a fork that was seen here, and like one until the next start. */
    synchronized void contradicted(List<Alarm> forks) {
        for (Alarm alarm : forks) {
            if (!told.contains(name(alarm))) {
                current.put(alarm.log(), alarm);
                begin(alarm);
                told.add(name(alarm));
            }
        }
    }

    /** A log once forked stays so until the next start; a broken one until it is seen whole. */
    synchronized void raise(List<Alarm> alarms) {
        current.values()
                .removeIf(known -> known.kind() == Alarm.Kind.BROKEN
                        && alarms.stream().noneMatch(alarm -> alarm.log().equals(known.log())));
        told.retainAll(current.values().stream().map(TrailAlarms::name).toList());
        for (Alarm alarm : alarms) {
            current.merge(alarm.log(), alarm, (known, now) -> known.kind() == Alarm.Kind.FORKED ? known : now);
            if (!told.contains(name(alarm))) {
                begin(alarm); // again with the next look when it fails
                told.add(name(alarm));
            }
        }
    }

    private static String name(Alarm alarm) {
        return alarm.kind() + " " + alarm.log();
    }

    private void begin(Alarm alarm) {
        if (alarm.kind() == Alarm.Kind.FORKED) {
            String sentence = ForkGuard.sentence(List.of(alarm));
            LOG.error(sentence);
            trail.refuse(alarm.log(), sentence);
        } else {
            LOG.error("The audit trail is broken. {}", alarm.what());
            record(alarm);
        }
    }

    private void record(Alarm alarm) {
        realms.find(alarm.realm())
                .ifPresent(realm -> entries.record(entries.event(realm, Activity.LOG_BROKEN)
                        .actor(Party.system())
                        .target(Party.realm(realm.name()))
                        .outcome(Outcome.FAILURE)
                        .detail("log", alarm.log())
                        .detail("entry", String.valueOf(alarm.index()))));
    }
}
