package org.gatehouse.audit.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.testing.MemoryAnchors;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.Receipt;
import org.gatehouse.audit.trail.RetentionPolicy;
import org.gatehouse.audit.trail.TrailOptions;

/** A log of a year and its tiles, in a database of its own: written by the trail itself, as fast as it takes entries. */
final class LongLog {

    static final int MONTHS = Integer.getInteger("months", 12);

    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    /** Who writes at once, each so many entries before it waits: together no more than the trail's queue holds. */
    private static final int PRODUCERS = 2;

    private static final int TOGETHER = 3_500;

    private static final int CONNECTIONS = 8;

    /** A thread for each: the answers come on the common pool's. */
    private static final Executor ON_ITS_OWN = work -> new Thread(work).start();

    final TrailDatabase database = TrailDatabase.create();
    final DataSource connections = database.pool(CONNECTIONS);
    final SettableClock clock = new SettableClock(BEGIN.toString());
    final JdbcAuditTrail trail = JdbcAuditTrail.open(
            connections,
            RetentionPolicy.defaults(),
            TestTrail.keyRing(),
            clock,
            "node-0",
            TrailOptions.defaults().withoutClockCheck().withMaxWait(Duration.ofMinutes(1)));
    final CheckpointPublisher publisher =
            new CheckpointPublisher(connections, TestTrail.keyRing(), clock, new MemoryAnchors(), anchor -> {});

    LongLog(long entries) throws Exception {
        for (int month = 0; month < MONTHS; month++) {
            clock.set(BEGIN.plus(MONTH.multipliedBy(month)).toString());
            fill(entries / MONTHS);
        }
        publisher.tick();
        database.run("VACUUM ANALYZE audit.audit_entry");
        database.run("VACUUM ANALYZE audit.audit_tile");
        database.run("CHECKPOINT");
    }

    private void fill(long entries) {
        IntStream.range(0, PRODUCERS)
                .mapToObj(producer -> CompletableFuture.runAsync(() -> produce(entries / PRODUCERS), ON_ITS_OWN))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private void produce(long entries) {
        for (long done = 0; done < entries; done += TOGETHER) {
            clock.advance(Duration.ofSeconds(30));
            List<CompletableFuture<Receipt>> receipts = IntStream.range(0, (int) Math.min(TOGETHER, entries - done))
                    .mapToObj(i -> trail.appendAsync(Events.next(i)))
                    .toList();
            receipts.forEach(CompletableFuture::join);
        }
    }

    long size() {
        return number("SELECT sum(size) FROM audit.audit_head");
    }

    /** With indexes and tiles. */
    long bytes() {
        return number("""
                SELECT (SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('audit.audit_entry') WHERE isleaf)
                     + pg_total_relation_size('audit.audit_tile')
                """);
    }

    long number(String sql) {
        return Long.parseLong(database.query(sql).get(0));
    }
}
