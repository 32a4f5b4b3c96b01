package org.gatehouse.audit.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.erasure.Erasure;
import org.gatehouse.audit.erasure.Forgotten;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.retention.Expiry;
import org.gatehouse.audit.retention.ExpiryReport;
import org.gatehouse.audit.testing.TestTrail;

/** What it takes to forget: a person, and a month. */
final class Forgetting {

    private static final int PEOPLE = 60;
    private static final String ROOT = "SELECT encode(root, 'hex') FROM audit.audit_head WHERE tier = 4";
    private static final String WAL = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::int8";

    private final LongLog log;

    Forgetting(LongLog log) {
        this.log = log;
    }

    void run() throws Exception {
        people();
        month();
    }

    /** As an erasure does: the key goes and the entry about it comes in one transaction. */
    private void people() throws SQLException {
        String root = log.database.query(ROOT).get(0);
        double[] millis = new double[PEOPLE];
        for (int i = 0; i < PEOPLE; i++) {
            long start = System.nanoTime();
            forget(Events.person(i));
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        boolean unchanged = root.equals(log.database.query(ROOT).get(0));
        Reading.bar(
                "forgetting a person",
                "≤ 50",
                "p50 %.2f, p95 %.2f, longest %.2f ms, root of their entries %s",
                millis[PEOPLE / 2],
                millis[PEOPLE * 95 / 100],
                millis[PEOPLE - 1],
                unchanged ? "unchanged" : "CHANGED");
    }

    private void forget(UUID person) throws SQLException {
        try (Connection connection = log.connections.getConnection()) {
            connection.setAutoCommit(false);
            Erasure erasure = new Erasure(UUID.randomUUID(), Events.REALM, person, log.clock.instant(), false);
            AuditEvent erased = AuditEvent.of(Events.REALM, Activity.USER_ERASED)
                    .target(Party.erased())
                    .build();
            Forgotten.erase(
                    connection,
                    log.trail.subjectKeys(),
                    erasure,
                    log.trail.append(connection, List.of(erased)).get(0));
            connection.commit();
        }
    }

    /** The oldest, which is due now. */
    private void month() throws SQLException {
        log.clock.set("2027-03-01T00:00:00Z");
        log.trail.append(
                AuditEvent.of(Events.REALM, Activity.LOG_VERIFIED).build()); // as ever: the new months are there
        log.publisher.tick();
        Expiry expiry = Expiry.of(log.connections, log.trail, TestTrail.keyRing(), log.clock);
        log.clock.advance(Duration.ofSeconds(1));
        long wal = log.number(WAL);
        long start = System.nanoTime();
        ExpiryReport report = expiry.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        Reading.bar(
                "expiry of a month",
                "≤ 1 s, ≤ 1 MB",
                "%.2f s, %.2f MB of WAL, %s",
                seconds,
                (log.number(WAL) - wal) / 1e6,
                report);
    }
}
