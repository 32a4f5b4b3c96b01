package org.gatehouse.audit.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.ActivityPattern;
import org.gatehouse.audit.query.AddressBlock;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.Histograms;
import org.gatehouse.audit.query.Marks;
import org.gatehouse.audit.query.TrailCounts;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.Receipt;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.audit.verify.VerifyReport;

/** What a log of some length takes: space, verification, pages. */
final class Reading {

    private static final int TOGETHER = 4_000;
    private static final int QUERIES = 50;
    private static final int PAGE = 100;

    private final DataSource connections;
    private final TrailDatabase database;
    private final JdbcAuditTrail trail;

    Reading(DataSource connections, TrailDatabase database, JdbcAuditTrail trail) {
        this.connections = connections;
        this.database = database;
        this.trail = trail;
    }

    void run(long entries) throws Exception {
        fill(entries);
        database.run("VACUUM ANALYZE audit.audit_entry");
        System.out.printf("%n%,d entries%n", size());
        System.out.printf("bytes per entry, heap + index (≤ 650)     %d%n", bytes() / size());
        verify();
        TrailReader reader = TrailReader.on(connections, trail.subjectKeys());
        TrailFilter all = TrailFilter.all();
        List<EntryView> middle = reader.page(Events.REALM, all, null, TrailReader.MAX_PAGE);
        Cursor deep = Cursor.after(middle.get(middle.size() - 1));
        measure("list, first page (≤ 3)", () -> reader.page(Events.REALM, all, null, PAGE));
        measure("list, the page after 1,000 entries", () -> reader.page(Events.REALM, all, deep, PAGE));
        measure("one actor", () -> reader.page(Events.REALM, all.withActor(Events.person(7)), null, PAGE));
        measure(
                "one person, in any part",
                () -> reader.page(Events.REALM, all.withPerson(Events.person(7)), null, PAGE));
        Marks nothing = new Marks(null, null, null, null, "nobody wrote this");
        TrailFilter rare = all.withMarks(nothing);
        measure("what is not there, one search (no bound)", () -> reader.search(Events.REALM, rare, null, PAGE));
        measure("what is not there, counted (no bound)", () -> reader.count(Events.REALM, rare));
        viewer(reader, middle.get(0).at());
    }

    /** What a page of the viewer asks for: rows and a histogram (rows ≤ 200 ms, another filter and a histogram ≤ 300 ms). */
    private void viewer(TrailReader reader, Instant newest) throws Exception {
        TrailCounts counts = TrailCounts.on(connections, reader);
        boolean more = true;
        while (more) {
            more = counts.fold();
        }
        Histograms histograms = Histograms.on(reader, counts);
        TrailFilter all = TrailFilter.all();
        TrailFilter week = all.between(newest.minus(Duration.ofDays(7)), newest);
        TrailFilter nobody =
                all.withAddress(AddressBlock.parse("203.0.113.0/24").orElseThrow());
        TrailFilter without = all.without(List.of(
                all.withActivities(List.of(new ActivityPattern("log.*"))),
                all.withOutcome(Outcome.FAILURE),
                all.withActor(Events.person(7))));
        measure("viewer: rows", () -> reader.search(Events.REALM, all, null, PAGE));
        measure("viewer: rows without three things", () -> reader.search(Events.REALM, without, null, PAGE));
        measure("viewer: rows of a network nobody is in", () -> reader.search(Events.REALM, nobody, null, PAGE));
        measure("viewer: histogram of a week", () -> histograms.of(Events.REALM, week));
        measure(
                "viewer: histogram of a week, failures",
                () -> histograms.of(Events.REALM, week.withOutcome(Outcome.FAILURE)));
        measure(
                "viewer: histogram of a week without three",
                () -> histograms.of(Events.REALM, week.without(without.without())));
        measure(
                "viewer: histogram of a week, that network",
                () -> histograms.of(Events.REALM, week.withAddress(nobody.address())));
    }

    private void fill(long entries) {
        while (size() < entries) {
            List<CompletableFuture<Receipt>> receipts = IntStream.range(0, TOGETHER)
                    .mapToObj(i -> trail.appendAsync(Events.next(i)))
                    .toList();
            receipts.forEach(CompletableFuture::join);
        }
    }

    private void verify() throws Exception {
        long start = System.nanoTime();
        VerifyReport report = TrailVerifier.verify(connections, progress -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "verify (≥ 250,000/s on two threads)       %,.0f entries/s, %s%n",
                report.entries() / seconds, report.intact() ? "intact" : report.faults());
    }

    private static void measure(String what, Runnable query) {
        double[] millis = new double[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            long start = System.nanoTime();
            query.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("%-42s  p50 %.2f p95 %.2f ms%n", what, millis[QUERIES / 2], millis[QUERIES * 95 / 100]);
    }

    private long size() {
        return number("SELECT sum(size) FROM audit.audit_head");
    }

    private long bytes() {
        return number(
                "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('audit.audit_entry') WHERE isleaf");
    }

    private long number(String sql) {
        return Long.parseLong(database.query(sql).get(0));
    }
}
