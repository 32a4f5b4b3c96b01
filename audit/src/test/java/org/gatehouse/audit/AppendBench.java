package org.gatehouse.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.TrailOptions;
import org.gatehouse.audit.verify.TrailVerifier;
import org.postgresql.PGConnection;

/**
 * Run by hand with {@code -Dtrail.fsync=on}; prints rates and their ratios within this run, since machines are shared.
 */
final class AppendBench {

    private static final int ROUNDS = 3;
    private static final long SECONDS = 3;
    private static final int COPY_BATCH = 2_048;

    private final TrailDatabase database = TrailDatabase.create();
    private final AtomicLong bareRows = new AtomicLong();

    public static void main(String[] arguments) throws Exception {
        new AppendBench().run();
        System.exit(0);
    }

    private void run() throws Exception {
        try (JdbcAuditTrail trail = TestTrail.open(database, Clock.systemUTC(), "bench", TrailOptions.defaults())) {
            trail.append(event());
            database.run("CREATE TABLE bare (LIKE audit.audit_entry_p13m INCLUDING ALL)");
            database.run("CREATE TABLE single (n int8 PRIMARY KEY, t text)");
            measure(trail, 64, 2); // warm up
            for (int round = 0; round < ROUNDS; round++) {
                double copy = copy();
                double single = single();
                double one = measure(trail, 1, SECONDS);
                double many = measure(trail, 64, SECONDS);
                double most = measure(trail, 256, SECONDS);
                System.out.printf(
                        "indexed COPY @%d %,.0f/s; single-row commit %,.0f/s; append: 1 caller %,.0f/s, 64 %,.0f/s, 256 %,.0f/s%n",
                        COPY_BATCH, copy, single, one, many, most);
                System.out.printf(
                        "  256 callers / indexed COPY %.2f; 64 callers / single-row commit %.1f; 1 caller / single-row commit %.2f%n",
                        most / copy, many / single, one / single);
            }
        }
        long start = System.nanoTime();
        long entries =
                TrailVerifier.verify(database.dataSource(), progress -> {}).entries();
        System.out.printf("verify %,.0f entries/s%n", entries * 1e9 / (System.nanoTime() - start));
        System.out.println("bytes per entry, heap + index: "
                + database.query(
                        "SELECT sum(pg_total_relation_size(inhrelid)) / (SELECT size FROM audit.audit_head LIMIT 1)"
                                + " FROM pg_inherits WHERE inhparent = 'audit.audit_entry_p13m'::regclass"));
    }

    private static AuditEvent event() {
        return AuditEvent.of("acme", Activity.AUTH_LOGIN)
                .actor(TestTrail.alice())
                .origin(TestTrail.browser())
                .detail("method", "password")
                .build();
    }

    private static double measure(JdbcAuditTrail trail, int callers, long seconds) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            counts.add(pool.submit(() -> {
                long count = 0;
                for (; System.nanoTime() < end; count++) {
                    trail.append(event());
                }
                return count;
            }));
        }
        long total = 0;
        for (Future<Long> count : counts) {
            total += count.get();
        }
        pool.shutdown();
        return total * 1e9 / (System.nanoTime() - start);
    }

    private double single() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                var insert = connection.prepareStatement("INSERT INTO single VALUES (?, 'x')")) {
            statement.execute("SET synchronous_commit = on"); // the embedded server's default is off
            long start = System.nanoTime();
            long count = 0;
            for (; System.nanoTime() - start < SECONDS * 1_000_000_000L; count++) {
                insert.setLong(1, bareRows.incrementAndGet());
                insert.executeUpdate();
            }
            return count * 1e9 / (System.nanoTime() - start);
        }
    }

    /** Rows of the size of ours into a table with our indexes, with nothing else to do. */
    private double copy() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            long start = System.nanoTime();
            long count = 0;
            for (; System.nanoTime() - start < SECONDS * 1_000_000_000L; count += COPY_BATCH) {
                byte[] rows = rows();
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY bare FROM STDIN (FORMAT binary)", new ByteArrayInputStream(rows));
            }
            return count * 1e9 / (System.nanoTime() - start);
        }
    }

    private byte[] rows() throws Exception {
        byte[] filler = new byte[200];
        Arrays.fill(filler, (byte) 'x');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write("PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeLong(0);
        for (int i = 0; i < COPY_BATCH; i++) {
            long n = bareRows.incrementAndGet();
            out.writeShort(12);
            for (long value : new long[] {n, n, 42}) {
                out.writeInt(8);
                out.writeLong(value);
            }
            out.writeInt(-1);
            out.writeInt(4);
            out.writeInt(1);
            for (int value : new int[] {4, 1}) {
                out.writeInt(2);
                out.writeShort(value);
            }
            for (int length : new int[] {32, 140, 34, 130}) {
                out.writeInt(length);
                out.write(filler, 0, length);
            }
            out.writeInt(-1);
        }
        out.writeShort(-1);
        return bytes.toByteArray();
    }
}
