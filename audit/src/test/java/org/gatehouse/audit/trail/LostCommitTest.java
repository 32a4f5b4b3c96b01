package org.gatehouse.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.audit.testing.TestTrail.keyRing;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatehouse.audit.testing.Intercepted;
import org.gatehouse.audit.testing.Intercepted.Interceptor;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.TrailUnavailableException.Reason;
import org.gatehouse.audit.verify.TrailVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The moments around COMMIT in which an answer and the truth could part. */
class LostCommitTest {

    private final TrailDatabase database = TrailDatabase.create();
    private final AtomicBoolean armed = new AtomicBoolean();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void appendWhenTheCommitGetsNoAnswerThenStoredExactlyOnce(boolean obeyed) throws Exception {
        Interceptor breaking = new Interceptor() {
            @Override
            public void before(Connection connection, String method, Object argument) throws SQLException {
                if (!obeyed && method.equals("execute")) {
                    breakAtCommit(connection, argument.toString());
                }
            }

            @Override
            public void executed(Connection connection, String sql) throws SQLException {
                breakAtCommit(connection, sql);
            }
        };
        try (JdbcAuditTrail trail = open(breaking, Duration.ofSeconds(60))) {
            trail.append(signIn().build());
            armed.set(true);

            assertThat(trail.append(signIn().build()).index()).isEqualTo(1);
            assertThat(trail.append(signIn().build()).index()).isEqualTo(2);
        }

        assertThat(armed).isFalse();
        assertThat(database.query("SELECT count(*) FROM audit.audit_entry")).containsExactly("3");
        assertThat(TrailVerifier.verify(database.dataSource(), progress -> {}).intact())
                .isTrue();
    }

    @Test
    void appendWhenTheCallerLeavesWhileItsEntryIsBeingWrittenThenItIsNotStored() throws Exception {
        CountDownLatch callerLeft = new CountDownLatch(1);
        Interceptor stopping = (connection, method, argument) -> {
            if (argument.toString().contains("MERGE INTO audit.audit_head") && armed.getAndSet(false)) {
                await(callerLeft);
            }
        };
        try (JdbcAuditTrail trail = open(stopping, Duration.ofSeconds(2))) {
            Receipt before = trail.append(signIn().build());
            armed.set(true);

            assertThatExceptionOfType(TrailUnavailableException.class)
                    .isThrownBy(() -> trail.append(signIn().build()))
                    .extracting(TrailUnavailableException::reason)
                    .isEqualTo(Reason.DATABASE_DOWN);
            callerLeft.countDown();

            assertThat(trail.append(signIn().build()).index()).isEqualTo(before.index() + 1);
        }
    }

    private JdbcAuditTrail open(Interceptor interceptor, Duration maxWait) {
        return JdbcAuditTrail.open(
                Intercepted.database(database.dataSource(), interceptor),
                RetentionPolicy.defaults(),
                keyRing(),
                new SettableClock("2026-11-21T10:00:00Z"),
                "node-1",
                TrailOptions.defaults().withoutClockCheck().withMaxWait(maxWait));
    }

    private void breakAtCommit(Connection connection, String sql) throws SQLException {
        if (sql.contains("COMMIT") && armed.getAndSet(false)) {
            connection.abort(Runnable::run);
            throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
