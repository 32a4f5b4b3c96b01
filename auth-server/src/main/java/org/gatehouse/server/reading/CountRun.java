package org.gatehouse.server.reading;

import java.sql.SQLException;
import org.gatehouse.audit.privacy.KeysUnavailableException;
import org.gatehouse.audit.query.AddressIndex;
import org.gatehouse.audit.query.TrailCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts the hours of the trail that are over, and marks where they came from. Any node may; histograms and searches for an
 * address are right without it, and slower.
 */
@Component
class CountRun {

    private static final Logger LOG = LoggerFactory.getLogger(CountRun.class);

    private final TrailCounts counts;
    private final AddressIndex addresses;

    CountRun(TrailCounts counts, AddressIndex addresses) {
        this.counts = counts;
        this.addresses = addresses;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT5M")
    void run() {
        try {
            while (counts.fold()) {
                LOG.debug("Counted some of the trail's hours");
            }
            while (addresses.fold()) {
                LOG.debug("Marked the addresses of one of the trail's hours");
            }
        } catch (SQLException | KeysUnavailableException ex) {
            LOG.warn("The trail's hours are counted at the next run: {}", ex.getMessage());
        }
    }
}
