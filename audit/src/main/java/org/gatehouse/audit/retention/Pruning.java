package org.gatehouse.audit.retention;

import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.note.NoteSigner;
import org.gatehouse.audit.note.PrunedStatement;
import org.gatehouse.audit.publish.LogKeys;
import org.gatehouse.audit.retention.ExpiryReport.Broken;
import org.gatehouse.audit.trail.AuditTrail;

/** Says that a month is lost: where each of its logs begins from now on, in one transaction with the entries about it. */
final class Pruning {

    private static final String BEGINS = """
            INSERT INTO audit.audit_pruned (log_id, min_index, frontier, leaves, note, pruned_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (log_id) DO UPDATE
               SET min_index = excluded.min_index, frontier = excluded.frontier, leaves = excluded.leaves,
                   note = excluded.note, pruned_at = excluded.pruned_at
            """;

    private final AuditTrail trail;
    private final LogKeys keys;
    private final Clock clock;
    private final Month month;
    private long entries;
    private long held;
    private List<Broken> broken = List.of();

    Pruning(AuditTrail trail, LogKeys keys, Clock clock, Month month) {
        this.trail = trail;
        this.keys = keys;
        this.clock = clock;
        this.month = month;
    }

    long entries() {
        return entries;
    }

    long held() {
        return held;
    }

    /** The logs in which something is wrong; they keep everything. */
    List<Broken> broken() {
        return broken;
    }

    /**
     * Commits the statement. What is wrong in the month is found here or never.
     *
     * @return whether the month may be dropped; not when a log is broken, nor before all its tiles are built
     */
    boolean state(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Map<Integer, LostPrefix> logs = LostPrefix.with(connection, month);
            connection.commit(); // what is long is done: nobody had to wait for it
            boolean ready = isWhole(logs) && stateWithin(connection, logs);
            if (ready) {
                connection.commit();
            }
            return ready;
        } finally {
            connection.rollback();
        }
    }

    private boolean isWhole(Map<Integer, LostPrefix> logs) {
        broken = logs.values().stream()
                .filter(log -> log.wrongAt() >= 0)
                .map(log -> new Broken(log.realm() + "/" + month.tier(), log.wrongAt()))
                .toList();
        return broken.isEmpty() && logs.values().stream().allMatch(LostPrefix::isTiled);
    }

    /** Nothing in here reads the month, unless something in it may be held. */
    private boolean stateWithin(Connection transaction, Map<Integer, LostPrefix> logs) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("LOCK TABLE audit.audit_hold IN SHARE MODE"); // a hold comes before or after, not during
        }
        if (!LostPrefix.areStill(transaction, month, logs)) {
            return false; // the next run reads it again
        }
        logs.values().removeIf(log -> log.count() == 0);
        held = HeldEntries.copy(transaction, month);
        begin(transaction, logs);
        trail.append(transaction, logs.values().stream().map(this::event).toList()); // last: it locks the logs' heads
        entries = logs.values().stream().mapToLong(LostPrefix::count).sum();
        return true;
    }

    private AuditEvent event(LostPrefix log) {
        Frontier lost = log.frontier();
        return AuditEvent.of(log.realm(), Activity.LOG_PRUNED)
                .actor(Party.system())
                .target(Party.object("log", month.tier().name()))
                .detail("month", month.month().toString())
                .detail("count", String.valueOf(log.count()))
                .detail("keptFrom", String.valueOf(lost.size()))
                .detail("lostRoot", HexFormat.of().formatHex(lost.root()))
                .build();
    }

    private String statement(Connection transaction, int log, LostPrefix lost) throws SQLException {
        try {
            NoteSigner signer = keys.signer(transaction, log, lost.origin());
            return signer.sign(new PrunedStatement(lost.origin(), lost.frontier()).text())
                    .toString();
        } catch (GeneralSecurityException ex) {
            throw new SQLException("The key of the log " + lost.origin() + " cannot be unwrapped", ex);
        }
    }

    private void begin(Connection transaction, Map<Integer, LostPrefix> logs) throws SQLException {
        try (PreparedStatement upsert = transaction.prepareStatement(BEGINS)) {
            for (Map.Entry<Integer, LostPrefix> log : logs.entrySet()) {
                Frontier lost = log.getValue().frontier();
                upsert.setInt(1, log.getKey());
                upsert.setLong(2, lost.size());
                upsert.setBytes(3, lost.bytes());
                upsert.setBytes(4, log.getValue().leaves());
                upsert.setString(5, statement(transaction, log.getKey(), log.getValue()));
                upsert.setObject(6, Micros.toSql(Micros.of(clock.instant())));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
