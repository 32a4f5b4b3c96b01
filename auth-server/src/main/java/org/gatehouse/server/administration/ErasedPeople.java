package org.gatehouse.server.administration;

import java.sql.SQLException;
import org.gatehouse.audit.erasure.Redaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Blanks what is sealed about erased people, slowly: some hundred rows a second at most. */
@Component
class ErasedPeople {

    private static final Logger LOG = LoggerFactory.getLogger(ErasedPeople.class);

    private final Redaction redaction;

    ErasedPeople(Redaction redaction) {
        this.redaction = redaction;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1S")
    void blank() {
        try {
            redaction.step();
        } catch (SQLException ex) {
            LOG.warn("Sealed bytes of erased people stay until the next second: {}", ex.getMessage());
        }
    }
}
