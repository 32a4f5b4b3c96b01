package org.gatehouse.audit.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Recomputes every log from its rows. Works on one snapshot, so the service may go on appending meanwhile, in constant
 * memory and without any key. What it cannot see without an older signed checkpoint is a database rewritten as a whole.
 */
public final class TrailVerifier {

    /** Rows fetched at a time. */
    private static final int FETCH = 2_000;

    /** Entries between two reports of progress. */
    private static final int STEP = 10_000;

    private static final String HEADS = """
            SELECT h.log_id, h.realm, r.name, h.tier, h.size, h.last_ts, h.frontier, h.root,
                   coalesce(p.min_index, 0) AS min_index, coalesce(p.frontier, '') AS lost
              FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) LEFT JOIN audit.audit_pruned p USING (log_id)
             ORDER BY h.log_id
            """;
    private static final String ROWS = """
            SELECT idx, ts, actor, target, type, leaf, head, detail, seal_actor, seal_target
            FROM audit.audit_entry WHERE log_id = ? AND tier = ? AND idx >= ? ORDER BY ts
            """;
    private static final String STRAYS = """
            SELECT e.log_id, e.tier, min(e.idx) AS idx FROM audit.audit_entry e
            LEFT JOIN audit.audit_head h ON h.log_id = e.log_id AND h.tier = e.tier
            WHERE h.log_id IS NULL GROUP BY e.log_id, e.tier ORDER BY e.log_id, e.tier
            """;

    private final Connection connection;
    private final Consumer<Progress> progress;
    private final List<Fault> faults = new ArrayList<>();
    private long entries;

    private TrailVerifier(Connection connection, Consumer<Progress> progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /**
     * Verifies the whole trail.
     *
     * @throws SQLException when it could not be checked, which is not a fault of the trail
     */
    public static VerifyReport verify(DataSource database, Consumer<Progress> progress) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try {
                return new TrailVerifier(connection, progress).verify();
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        }
    }

    private VerifyReport verify() throws SQLException {
        List<StoredHead> heads = heads();
        for (StoredHead head : heads) {
            verify(head);
        }
        findStrays();
        return new VerifyReport(entries, heads.size(), faults);
    }

    private void verify(StoredHead head) throws SQLException {
        Optional<LogCheck> begun = LogCheck.begin(head);
        if (begun.isEmpty()) {
            faults.add(new Fault(head.name(), 0, "what is said of the entries it lost cannot be read"));
            return;
        }
        LogCheck check = begun.get();
        try (PreparedStatement select = connection.prepareStatement(ROWS)) {
            select.setFetchSize(FETCH);
            select.setInt(1, head.logId());
            select.setInt(2, head.tier());
            select.setLong(3, head.minIndex()); // a month may be said to be lost and its table not yet dropped
            ResultSet rows = select.executeQuery();
            Optional<Fault> fault = Optional.empty();
            while (fault.isEmpty() && rows.next()) {
                fault = check.next(StoredRow.read(rows));
                count(head.name());
            }
            fault.or(check::end).ifPresent(faults::add);
        }
        progress.accept(new Progress(head.name(), entries));
    }

    private void count(String log) {
        entries++;
        if (entries % STEP == 0) {
            progress.accept(new Progress(log, entries));
        }
    }

    private List<StoredHead> heads() throws SQLException {
        List<StoredHead> heads = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(HEADS)) {
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                heads.add(StoredHead.read(rows));
            }
        }
        return heads;
    }

    /** Rows whose head was deleted or that were put under a log that never existed. */
    private void findStrays() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STRAYS)) {
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                String log = "log " + rows.getInt("log_id") + ", tier " + rows.getInt("tier");
                faults.add(new Fault(log, rows.getLong("idx"), "entries exist but their log has no head"));
            }
        }
    }
}
