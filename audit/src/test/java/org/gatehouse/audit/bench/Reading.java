package org.gatehouse.audit.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.query.ActivityPattern;
import org.gatehouse.audit.query.AddressBlock;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.Histograms;
import org.gatehouse.audit.query.Marks;
import org.gatehouse.audit.query.TrailCounts;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.RetentionPolicy;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.audit.verify.VerifyOptions;
import org.gatehouse.audit.verify.VerifyReport;

/** What a long log takes: space, verification, proofs, pages. */
final class Reading {

    private static final int QUERIES = 50;

    /** Before it counts: a service that answers has answered before. */
    private static final Duration WARM = Duration.ofSeconds(1);

    private static final int PAGE = 100;
    private static final int PROOFS = 500;
    private static final int THREADS = 2;

    private final LongLog log;
    private final DataSource connections;
    private final JdbcAuditTrail trail;

    Reading(LongLog log) {
        this.log = log;
        this.connections = log.connections;
        this.trail = log.trail;
    }

    void run() throws Exception {
        System.out.printf("%n%,d entries in %d months%n", log.size(), LongLog.MONTHS);
        bar("bytes per entry, with indexes and tiles", "≤ 650", "%d", log.bytes() / log.size());
        verify();
        verify(); // a second time, when what is read is in memory
        prove();
        TrailReader reader = TrailReader.on(connections, trail.subjectKeys());
        TrailFilter all = TrailFilter.all();
        List<EntryView> middle = reader.page(Events.REALM, all, null, TrailReader.MAX_PAGE);
        Cursor deep = Cursor.after(middle.get(middle.size() - 1));
        measure("list, first page", "≤ 3", () -> reader.page(Events.REALM, all, null, PAGE));
        measure("list, the page after 1,000 entries", "≤ 3", () -> reader.page(Events.REALM, all, deep, PAGE));
        measure("one actor", "≤ 3", () -> reader.page(Events.REALM, all.withActor(Events.person(7)), null, PAGE));
        measure(
                "one person, in any part",
                "≤ 3",
                () -> reader.page(Events.REALM, all.withPerson(Events.person(7)), null, PAGE));
        Marks nothing = new Marks(null, null, null, null, "nobody wrote this");
        TrailFilter rare = all.withMarks(nothing);
        measure("what is not there, one search", "-", () -> reader.search(Events.REALM, rare, null, PAGE));
        measure("what is not there, counted", "-", () -> reader.count(Events.REALM, rare));
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
        measure("viewer: rows", "≤ 200", () -> reader.search(Events.REALM, all, null, PAGE));
        measure("viewer: rows without three things", "≤ 300", () -> reader.search(Events.REALM, without, null, PAGE));
        measure(
                "viewer: rows of a network nobody is in",
                "≤ 300",
                () -> reader.search(Events.REALM, nobody, null, PAGE));
        measure("viewer: histogram of a week", "≤ 300", () -> histograms.of(Events.REALM, week));
        measure(
                "viewer: histogram of a week, failures",
                "≤ 300",
                () -> histograms.of(Events.REALM, week.withOutcome(Outcome.FAILURE)));
        measure(
                "viewer: histogram of a week without three",
                "≤ 300",
                () -> histograms.of(Events.REALM, week.without(without.without())));
        measure(
                "viewer: histogram of a week, that network",
                "≤ 300",
                () -> histograms.of(Events.REALM, week.withAddress(nobody.address())));
    }

    private void verify() throws Exception {
        long start = System.nanoTime();
        VerifyReport report =
                TrailVerifier.verify(connections, VerifyOptions.defaults().withThreads(THREADS), progress -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        String entries = String.format("%,.0f/s", report.entries() / seconds);
        bar("verified with seals, two threads", "≥ 250,000/s", "%s, %s", entries, report.intact() ? "intact" : report);
    }

    private void prove() throws Exception {
        TrailProofs proofs = TrailProofs.on(connections);
        Tier tier = RetentionPolicy.defaults().tierOf(Events.REALM, Category.SIGN_IN);
        long size = log.size();
        Random random = new Random(3);
        for (long end = System.nanoTime() + WARM.toNanos(); System.nanoTime() < end; ) {
            proofs.prove(Events.REALM, tier, random.nextLong(size));
        }
        double[] millis = new double[PROOFS];
        for (int i = 0; i < PROOFS; i++) {
            long index = random.nextLong(size);
            long start = System.nanoTime();
            boolean proven = proofs.prove(Events.REALM, tier, index).isPresent();
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (!proven) {
                throw new IllegalStateException("No proof of " + index);
            }
        }
        tell("inclusion proof", "≤ 1", millis);
    }

    private static void measure(String what, String bar, Runnable query) {
        for (long end = System.nanoTime() + WARM.toNanos(); System.nanoTime() < end; ) {
            query.run();
        }
        double[] millis = new double[QUERIES];
        for (int i = 0; i < QUERIES; i++) {
            long start = System.nanoTime();
            query.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        tell(what, bar, millis);
    }

    private static void tell(String what, String bar, double[] millis) {
        Arrays.sort(millis);
        bar(what, bar, "p50 %.2f p95 %.2f ms", millis[millis.length / 2], millis[millis.length * 95 / 100]);
    }

    /** A line with the bar beside the value. */
    static void bar(String what, String bar, String value, Object... values) {
        System.out.printf("%-44s %-12s %s%n", what, bar, String.format(value, values));
    }
}
