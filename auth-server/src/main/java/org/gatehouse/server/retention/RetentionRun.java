package org.gatehouse.server.retention;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.retention.Expiry;
import org.gatehouse.audit.retention.ExpiryReport;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.trail.Trail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every hour whether a month's time has come. Any node may; only one at a time does. */
@Component
class RetentionRun {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionRun.class);

    private final Expiry expiry;
    private final Realms realms;
    private final Trail trail;
    private final Set<ExpiryReport.Broken> told = new HashSet<>();

    RetentionRun(Expiry expiry, Realms realms, Trail trail) {
        this.expiry = expiry;
        this.realms = realms;
        this.trail = trail;
    }

    @Scheduled(initialDelayString = "PT3M", fixedDelayString = "PT1H")
    void run() {
        try {
            report(expiry.run());
        } catch (SQLException | TrailUnavailableException ex) {
            LOG.warn("The trail's expired months stay until the next run: {}", ex.getMessage());
        }
    }

    private void report(ExpiryReport report) {
        report.dropped()
                .forEach(month -> LOG.info(
                        "The trail's {} of {} went after its time: {} entries, {} held",
                        month.month(),
                        month.tier(),
                        month.entries(),
                        month.held()));
        report.waiting().forEach(table -> LOG.info("{} is still being read; the next run drops it", table));
        report.broken().stream().filter(told::add).forEach(this::alarm); // one entry, not one every hour
    }

    private void alarm(ExpiryReport.Broken broken) {
        LOG.error(
                "The audit trail {} is broken at entry {}: nothing of its tier is dropped until somebody has looked",
                broken.log(),
                broken.index());
        String realm = broken.log().substring(0, broken.log().indexOf('/'));
        realms.find(realm)
                .ifPresent(known -> trail.record(trail.event(known, Activity.LOG_BROKEN)
                        .actor(Party.system())
                        .target(Party.object("log", broken.log().substring(realm.length() + 1)))
                        .outcome(Outcome.FAILURE)
                        .detail("entry", String.valueOf(broken.index()))));
    }
}
