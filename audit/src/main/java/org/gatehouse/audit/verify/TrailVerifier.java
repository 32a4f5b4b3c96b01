package org.gatehouse.audit.verify;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.SignedNote;

/**
 * Recomputes every log from its rows, and compares it with its tiles and checkpoints. Works on one snapshot, so the service
 * may go on appending meanwhile, in constant memory and without any secret. A database rewritten as a whole is found by
 * checkpoints and keys that were kept outside.
 */
public final class TrailVerifier {

    private static final String HEADS = """
            SELECT h.log_id, h.realm, r.name, h.tier, h.origin, h.size, h.last_ts, h.frontier, h.root,
                   coalesce(p.min_index, 0) AS min_index, coalesce(p.frontier, '') AS lost, p.note AS pruned
              FROM audit.audit_head h JOIN audit.audit_realm r USING (realm) LEFT JOIN audit.audit_pruned p USING (log_id)
             WHERE ?::text IS NULL OR r.name = ?
             ORDER BY h.log_id
            """;
    private static final String STRAYS = """
            SELECT e.log_id, e.tier, min(e.idx) AS idx FROM audit.audit_entry e
            LEFT JOIN audit.audit_head h ON h.log_id = e.log_id AND h.tier = e.tier
            WHERE h.log_id IS NULL GROUP BY e.log_id, e.tier ORDER BY e.log_id, e.tier
            """;

    private final Connection connection;
    private final VerifyOptions options;
    private final Optional<String> realm;
    private final List<Fault> faults = new ArrayList<>();

    private TrailVerifier(Connection connection, VerifyOptions options, Optional<String> realm) {
        this.connection = connection;
        this.options = options;
        this.realm = realm;
    }

    /** Verifies the whole trail with nothing known from outside. */
    public static VerifyReport verify(DataSource database, Consumer<Progress> progress) throws SQLException {
        return verify(database, VerifyOptions.defaults(), progress);
    }

    /**
     * Verifies the whole trail.
     *
     * @param database gives as many connections at once as there are threads, and one more
     * @param progress called by several threads, one at a time
     * @throws SQLException when it could not be checked, which is not a fault of the trail
     */
    public static VerifyReport verify(DataSource database, VerifyOptions options, Consumer<Progress> progress)
            throws SQLException {
        try (Snapshot snapshot = Snapshot.take(database)) {
            return new TrailVerifier(snapshot.connection(), options, Optional.empty()).verify(snapshot, progress);
        }
    }

    /**
     * Verifies the logs of one realm. Entries whose log is gone are nobody's, so only the whole trail's verification finds
     * them; a log that is gone is found by its checkpoint.
     *
     * @param options checkpoints and keys of this realm's logs only
     * @throws SQLException when it could not be checked, which is not a fault of the trail
     */
    public static VerifyReport verify(
            DataSource database, String realm, VerifyOptions options, Consumer<Progress> progress) throws SQLException {
        try (Snapshot snapshot = Snapshot.take(database)) {
            return new TrailVerifier(snapshot.connection(), options, Optional.of(realm)).verify(snapshot, progress);
        }
    }

    private VerifyReport verify(Snapshot snapshot, Consumer<Progress> progress) throws SQLException {
        List<DatabaseLog> logs = new ArrayList<>();
        for (StoredHead head : heads()) {
            logs.add(DatabaseLog.read(connection, head, options));
        }
        long total = logs.stream()
                .mapToLong(log -> log.claim().size() - log.claim().minIndex())
                .sum();
        Counter counter = new Counter(progress, total);
        try (RunPool pool = new RunPool(snapshot, options.threads(), counter)) {
            logs.forEach(pool::submit);
            for (DatabaseLog log : logs) {
                pool.fold(log, fold -> atEnd(log, fold))
                        .or(() -> log.checkpoints().quorum(options))
                        .ifPresent(faults::add);
                counter.tell(log.head().name());
            }
        } catch (IOException ex) {
            throw new SQLException("The trail could not be read", ex);
        }
        if (realm.isEmpty()) {
            findStrays();
        }
        findMissingLogs(logs);
        List<Witnessed> witnessed = logs.stream()
                .flatMap(log -> log.checkpoints().witnessed(options).stream())
                .toList();
        return new VerifyReport(counter.entries(), logs.size(), faults, witnessed);
    }

    private Optional<Fault> atEnd(DatabaseLog log, Fold fold) throws SQLException, IOException {
        Optional<Fault> fault = HeadCheck.check(log, fold);
        if (fault.isEmpty() && log.claim().minIndex() == 0) {
            fault = UpperTiles.check(
                    log.head().name(), fold.roots(), new StoredUpperTiles(connection, log.claim(), log.head()));
        }
        return fault;
    }

    private List<StoredHead> heads() throws SQLException {
        List<StoredHead> heads = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(HEADS)) {
            select.setString(1, realm.orElse(null));
            select.setString(2, realm.orElse(null));
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

    /** Logs somebody outside has a checkpoint of. */
    private void findMissingLogs(List<DatabaseLog> logs) {
        List<String> origins = logs.stream().map(log -> log.head().origin()).toList();
        for (SignedNote note : options.checkpoints()) {
            Checkpoint.of(note)
                    .filter(known -> !origins.contains(known.origin()))
                    .ifPresent(known -> faults.add(new Fault(
                            known.origin(),
                            0,
                            "the entry is missing: a checkpoint of " + known.size()
                                    + " entries was signed, and no log has this origin")));
        }
    }
}
