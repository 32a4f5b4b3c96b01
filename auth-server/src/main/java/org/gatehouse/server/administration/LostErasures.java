package org.gatehouse.server.administration;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.gatehouse.audit.erasure.Erasure;
import org.gatehouse.audit.erasure.ErasureJournal;
import org.gatehouse.audit.erasure.Forgotten;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.realm.AfterRealmsLoaded;
import org.gatehouse.server.realm.Realms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Before anything is served: whoever the journal says was erased and this database does not, is erased again. */
@Component
@Order(1) // after the key that opens the journal was checked, before anybody is seeded
class LostErasures implements AfterRealmsLoaded {

    private static final Logger LOG = LoggerFactory.getLogger(LostErasures.class);

    private final ErasureJournal journal;
    private final DataSource database;
    private final Realms realms;
    private final AccountLifecycle lifecycle;

    LostErasures(ErasureJournal journal, DataSource database, Realms realms, AccountLifecycle lifecycle) {
        this.journal = journal;
        this.database = database;
        this.realms = realms;
        this.lifecycle = lifecycle;
    }

    @Override
    public void realmsLoaded() {
        List<Erasure> lost = lost();
        for (Erasure erasure : lost) {
            realms.find(erasure.realm()).ifPresent(realm -> lifecycle.eraseAgain(realm, erasure));
        }
        if (!lost.isEmpty()) {
            LOG.warn("The database is from before {} erasures; they were made again", lost.size());
        }
    }

    private List<Erasure> lost() {
        try {
            List<Erasure> done = journal.allDone();
            if (done.isEmpty()) {
                return List.of();
            }
            try (Connection connection = database.getConnection()) {
                return Forgotten.missing(connection, done);
            }
        } catch (IOException ex) {
            throw new StartRefusedException(
                    "The journal of erasures cannot be read, so nobody knows whether this database still has people who were"
                            + " erased. " + ex.getMessage(),
                    ex);
        } catch (SQLException ex) {
            throw new StartRefusedException("The database does not say which erasures it has seen.", ex);
        }
    }
}
