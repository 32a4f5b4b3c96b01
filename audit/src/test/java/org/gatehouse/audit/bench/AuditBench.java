package org.gatehouse.audit.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.RetentionPolicy;
import org.gatehouse.audit.trail.TrailOptions;

/**
 * {@code -Dentries=N} says how long a log is read and verified in the end, {@code -Drounds=N} how often appends are measured;
 * {@code -Donly=append} or {@code -Donly=log} leaves out the other.
 */
final class AuditBench {

    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int ENTRIES = Integer.getInteger("entries", 1_000_000);
    private static final String ONLY = System.getProperty("only", "");
    private static final int BATCH = 2_048;
    private static final int[] CALLERS = {1, 64, 256, 2_000};
    private static final int NODES = 3;
    private static final double SHORT = 2;
    private static final double LONG = 3;

    static {
        System.setProperty("trail.fsync", "on");
    }

    private final TrailDatabase database = TrailDatabase.create();
    private final DataSource connections = WarmConnections.over(database.dataSource());
    private final Connection warm = database.dataSource().getConnection();
    private final List<JdbcAuditTrail> nodes = new ArrayList<>();
    private final JdbcAuditTrail trail = node();
    private final Cpu cpu = new Cpu(Long.parseLong(one("SELECT pg_backend_pid()")));
    private final Figures figures = new Figures();
    private final SameRows rows;

    private AuditBench() throws Exception {
        appends(256, 10); // compiled, warm, and with rows to copy
        rows = SameRows.read(warm, BATCH);
        database.run("CREATE TABLE raw (LIKE audit.audit_entry)");
        database.run("CREATE TABLE indexed (LIKE audit.audit_entry_p13m INCLUDING ALL)");
        database.run("CREATE TABLE single (n int8 PRIMARY KEY)");
        while (nodes.size() < NODES) {
            node();
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (!ONLY.equals("log")) {
            appends();
        }
        if (!ONLY.equals("append")) {
            LongLog log = new LongLog(ENTRIES);
            new Reading(log).run();
            new Forgetting(log).run();
        }
        System.exit(0);
    }

    private static void appends() throws Exception {
        AuditBench bench = new AuditBench();
        System.out.printf(
                "JDK %s, PostgreSQL %s, %d cores, load %.1f%n",
                Runtime.version().feature(),
                bench.one("SHOW server_version"),
                Runtime.getRuntime().availableProcessors(),
                bench.cpu.load());
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.printf("%nround %d, load %.1f%n", round, bench.cpu.load());
            bench.round();
        }
        bench.figures.print();
    }

    private void round() throws Exception {
        double yardstick = figures.add("yardstick: hash, seal and digest of an entry, µs", Yardstick.micros());
        double raw = copies("raw").rate() * rows.size();
        Callers.Measured index = copies("indexed");
        double indexed = index.rate() * rows.size();
        naive(1);
        Callers.Measured naive = naive(64);
        double commit = bareCommits();
        for (int callers : CALLERS) {
            Callers.Measured appended = report("append, %,d callers".formatted(callers), appends(callers, LONG));
            if (callers == 1) {
                figures.add("ratio: p50 of 1 caller / bare commit (≤ 1.5)", appended.percentile(50) / commit);
            } else if (callers == 64) {
                figures.add("ratio: 64 callers / 64 naive connections (≥ 1.5)", appended.rate() / naive.rate());
                figures.add("ratio: CPU of 64 callers / 64 naive (≤ 0.40)", total(appended) / total(naive));
            } else {
                figures.add(
                        "ratio: %,d callers / indexed COPY (≥ 0.80 saturated)".formatted(callers),
                        appended.rate() / indexed);
                figures.add(
                        "ratio: %,d callers / raw COPY (≥ 0.25 saturated)".formatted(callers), appended.rate() / raw);
                figures.add(
                        "ratio: Java of %,d callers / yardstick (≤ 5.3)".formatted(callers),
                        appended.perOperation().java() / yardstick);
                figures.add(
                        "ratio: PostgreSQL of %,d callers / indexed COPY's (≤ 1.4)".formatted(callers),
                        appended.perOperation().postgres()
                                / (index.perOperation().postgres() / rows.size()));
            }
        }
        slowFlush();
    }

    private Callers.Measured copies(String table) throws Exception {
        Callers.Measured copied = Callers.measure(1, SHORT, cpu, caller -> rows.copyInto(warm, table));
        double rate = copied.rate() * rows.size();
        System.out.printf(
                "%-34s %,9.0f/s   CPU %.1f + %.1f µs%n",
                table + " COPY @" + rows.size(),
                rate,
                copied.perOperation().java() / rows.size(),
                copied.perOperation().postgres() / rows.size());
        figures.add(table + " COPY rows/s", rate);
        return copied;
    }

    private Callers.Measured naive(int callers) throws Exception {
        try (NaiveInserts naive = new NaiveInserts(database.dataSource(), callers)) {
            Callers.measure(callers, 0.3, cpu, naive::insert);
            return report(
                    "naive, %d connections".formatted(callers), Callers.measure(callers, SHORT, cpu, naive::insert));
        }
    }

    private double bareCommits() throws Exception {
        long first = Long.parseLong(one("SELECT coalesce(max(n), 0) FROM single"));
        try (var insert = warm.prepareStatement("INSERT INTO single VALUES (?)")) {
            long[] next = {first};
            return report("bare single-row commit", Callers.measure(1, SHORT, cpu, caller -> {
                        insert.setLong(1, ++next[0]);
                        insert.executeUpdate();
                    }))
                    .percentile(50);
        }
    }

    /** As if the commit had to reach a disk, or a standby, that takes 3 ms. */
    private void slowFlush() throws Exception {
        flushTakes(3_000);
        Callers.Measured one = report("3 ms flush: 256 callers, 1 writer", appends(256, LONG));
        Callers.Measured three = report(
                "3 ms flush: 256 callers, 3 writers",
                Callers.measure(
                        256, LONG, cpu, caller -> nodes.get(caller % NODES).append(Events.next(caller))));
        flushTakes(0);
        figures.add("ratio: 3 writers / 1 writer, 3 ms flush (≥ 1.0)", three.rate() / one.rate());
    }

    private void flushTakes(int micros) throws SQLException {
        try (Statement statement = warm.createStatement()) {
            statement.execute("ALTER SYSTEM SET commit_siblings = 0");
            statement.execute("ALTER SYSTEM SET commit_delay = " + micros);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private Callers.Measured appends(int callers, double seconds) throws Exception {
        return Callers.measure(callers, seconds, cpu, caller -> trail.append(Events.next(caller)));
    }

    private Callers.Measured report(String what, Callers.Measured measured) {
        System.out.printf(
                "%-34s %,9.0f/s   p50 %6.2f p99 %6.2f ms   CPU %.1f + %.1f µs%n",
                what,
                measured.rate(),
                measured.percentile(50),
                measured.percentile(99),
                measured.perOperation().java(),
                measured.perOperation().postgres());
        figures.add(what + ", /s", measured.rate());
        figures.add(what + ", p50 ms", measured.percentile(50));
        figures.add(
                what + ", Java µs (≤ 8 at 256 and more)",
                measured.perOperation().java());
        figures.add(what + ", PostgreSQL µs (≤ 11 so)", measured.perOperation().postgres());
        return measured;
    }

    private static double total(Callers.Measured measured) {
        return measured.perOperation().java() + measured.perOperation().postgres();
    }

    private JdbcAuditTrail node() {
        JdbcAuditTrail node = JdbcAuditTrail.open(
                connections,
                RetentionPolicy.defaults(),
                TestTrail.keyRing(),
                Clock.systemUTC(),
                "node-" + nodes.size(),
                TrailOptions.defaults());
        nodes.add(node);
        return node;
    }

    private String one(String sql) throws SQLException {
        try (Statement statement = warm.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
