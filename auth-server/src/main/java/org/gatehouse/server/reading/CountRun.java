package org.gatehouse.server.reading;

import java.sql.SQLException;
import org.gatehouse.audit.query.TrailCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Counts the hours of the trail that are over. Any node may; a histogram is right without it, and slower. */
@Component
class CountRun {

    private static final Logger LOG = LoggerFactory.getLogger(CountRun.class);

    private final TrailCounts counts;

    CountRun(TrailCounts counts) {
        this.counts = counts;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT5M")
    void run() {
        try {
            while (counts.fold()) {
                LOG.debug("Counted some of the trail's hours");
            }
        } catch (SQLException ex) {
            LOG.warn("The trail's hours are counted at the next run: {}", ex.getMessage());
        }
    }
}
