package org.gatehouse.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.audit.testing.TestTrail.roleGranted;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.audit.verify.VerifyReport;
import org.junit.jupiter.api.Test;

class ConcurrentAppendTest {

    private static final int THREADS = 32;
    private static final int EACH = 50;

    private final TrailDatabase database = TrailDatabase.create();

    @Test
    void appendFrom32ThreadsOnTwoNodesThenContiguousAndIncreasingAndTheRootFits() throws Exception {
        List<Receipt> receipts = new ArrayList<>();
        try (JdbcAuditTrail one = node("node-1");
                JdbcAuditTrail two = node("node-2")) {
            ExecutorService callers = Executors.newFixedThreadPool(THREADS);
            List<Future<List<Receipt>>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                JdbcAuditTrail trail = i % 2 == 0 ? one : two;
                boolean inTransaction = i % 8 == 0;
                results.add(callers.submit(() -> appendMany(trail, inTransaction)));
            }
            for (Future<List<Receipt>> result : results) {
                receipts.addAll(result.get());
            }
            callers.shutdown();
        }

        assertThat(receipts.stream()
                        .filter(receipt -> receipt.log().equals("acme/P13M"))
                        .map(Receipt::index))
                .containsExactlyInAnyOrderElementsOf(indexes());
        assertThat(receipts.stream()
                        .filter(receipt -> receipt.log().equals("acme/P3Y"))
                        .map(Receipt::index))
                .containsExactlyInAnyOrderElementsOf(indexes());
        VerifyReport report = TrailVerifier.verify(database.dataSource(), progress -> {});
        assertThat(report.faults()).isEmpty();
        assertThat(report.entries()).isEqualTo(2L * THREADS * EACH);
    }

    private List<Receipt> appendMany(JdbcAuditTrail trail, boolean inTransaction) throws Exception {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            if (inTransaction) {
                try (Connection connection = database.dataSource().getConnection()) {
                    connection.setAutoCommit(false);
                    receipts.addAll(
                            trail.append(connection, List.of(roleGranted().build(), signIn().build())));
                    connection.commit();
                }
            } else {
                receipts.add(trail.append(signIn().build()));
                receipts.add(trail.append(roleGranted().build()));
            }
        }
        return receipts;
    }

    private JdbcAuditTrail node(String name) {
        return TestTrail.open(database, Clock.systemUTC(), name, TrailOptions.defaults());
    }

    private static List<Long> indexes() {
        return LongStream.range(0, THREADS * EACH).boxed().toList();
    }
}
