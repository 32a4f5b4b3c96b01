package org.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.testing.MemoryAnchors;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.Receipt;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.audit.verify.VerifyOptions;
import org.gatehouse.audit.verify.VerifyReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Entries verified and built into tiles a second, and how long a proof takes; {@code -Dbench.verify=1000000}. */
@EnabledIfSystemProperty(named = "bench.verify", matches = "[0-9]+")
class VerifyBench {

    private static final int SIZE = Integer.getInteger("bench.verify", 0);
    private static final int TOGETHER = 4_000;

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");

    @Test
    void verify() throws Exception {
        fill();
        CheckpointPublisher publisher = new CheckpointPublisher(
                database.dataSource(), TestTrail.keyRing(), clock, new MemoryAnchors(), kept -> {});
        long begun = System.nanoTime();
        publisher.tick();
        tell("tiles built, entries/s", SIZE / seconds(begun));
        for (int threads : new int[] {1, 2, 1, 2}) {
            long start = System.nanoTime();
            double cpu = processCpu();
            VerifyReport report = TrailVerifier.verify(
                    database.dataSource(), VerifyOptions.defaults().withThreads(threads), progress -> {});
            tell(
                    "verified with " + threads + " threads, intact " + report.intact() + ", entries/s",
                    report.entries() / seconds(start));
            tell("  of this process, CPU ns/entry", (processCpu() - cpu) / report.entries());
        }
        prove();
    }

    private void prove() throws Exception {
        TrailProofs proofs = TrailProofs.on(oneConnection());
        Random random = new Random(3);
        double[] millis = new double[500];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            assertThat(proofs.prove("acme", Tier.P13M, random.nextInt(SIZE))).isPresent();
            millis[i] = seconds(start) * 1_000;
        }
        Arrays.sort(millis);
        System.out.printf("proof: p50 %.2f ms, p99 %.2f ms%n", millis[250], millis[495]);
    }

    /** As a pool has it: opened once. */
    private DataSource oneConnection() throws Exception {
        Connection connection = database.dataSource().getConnection();
        ClassLoader loader = getClass().getClassLoader();
        Object kept = Proxy.newProxyInstance(
                loader,
                new Class<?>[] {Connection.class},
                (self, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
        return (DataSource)
                Proxy.newProxyInstance(loader, new Class<?>[] {DataSource.class}, (self, method, arguments) -> kept);
    }

    private void fill() {
        try (JdbcAuditTrail trail = TestTrail.open(database, clock)) {
            for (int done = 0; done < SIZE; done += TOGETHER) {
                List<CompletableFuture<Receipt>> batch = new ArrayList<>();
                for (int i = 0; i < Math.min(TOGETHER, SIZE - done); i++) {
                    batch.add(trail.appendAsync(TestTrail.signIn().build()));
                }
                batch.forEach(CompletableFuture::join);
            }
        }
        database.run("VACUUM ANALYZE audit.audit_entry");
    }

    private static double processCpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void tell(String what, double value) {
        System.out.printf("%s: %.0f%n", what, value);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
