package org.gatehouse.server.trail;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gatehouse.audit.erasure.Erasure;
import org.gatehouse.audit.erasure.ErasureJournal;
import org.gatehouse.audit.erasure.Forgotten;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.privacy.SubjectKeys;
import org.gatehouse.audit.trail.Receipt;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The erasures of one transaction: in the journal before it commits, done in it after its entries, and noted after it. */
final class PendingErasures {

    private static final Logger LOG = LoggerFactory.getLogger(PendingErasures.class);

    private final ErasureJournal journal;
    private final SubjectKeys keys;
    private final List<Erasure> erasures = new ArrayList<>();
    private final List<Erasure> toJournal = new ArrayList<>();

    PendingErasures(ErasureJournal journal, SubjectKeys keys) {
        this.journal = journal;
        this.keys = keys;
    }

    /** @param isNew whether the journal does not know of it yet */
    void add(Erasure erasure, boolean isNew) {
        erasures.add(erasure);
        if (isNew) {
            toJournal.add(erasure);
        }
    }

    /** @throws TrailUnavailableException when it cannot be written down; the transaction must fail */
    void begin() {
        try {
            for (Erasure erasure : toJournal) {
                journal.begins(erasure);
            }
        } catch (IOException ex) {
            throw new TrailUnavailableException(
                    TrailUnavailableException.Reason.DATABASE_REFUSED,
                    "The erasure cannot be written down outside the database, so nobody was erased.",
                    ex);
        }
    }

    /** @param receipts of the transaction's entries, among which is the one that says so */
    void complete(Connection transaction, List<AuditEvent> events, List<Receipt> receipts) throws SQLException {
        for (Erasure erasure : erasures) {
            Forgotten.erase(transaction, keys, erasure, receipt(erasure, events, receipts));
        }
    }

    /** Nothing can be refused any more; a database restored from before would bring the person back. */
    void done() {
        for (Erasure erasure : toJournal) {
            try {
                journal.done(erasure);
            } catch (IOException ex) {
                LOG.error("The end of erasure {} is not in the journal: keep no backup from before", erasure.id(), ex);
            }
        }
    }

    private static @Nullable Receipt receipt(Erasure erasure, List<AuditEvent> events, List<Receipt> receipts) {
        for (int i = 0; i < events.size(); i++) {
            AuditEvent event = events.get(i);
            if (event.activity() == Activity.USER_ERASED
                    && event.target() != null
                    && Objects.equals(event.target().person(), erasure.person())) {
                return receipts.get(i);
            }
        }
        return null;
    }
}
