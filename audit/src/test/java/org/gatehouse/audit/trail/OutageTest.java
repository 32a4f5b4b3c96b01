package org.gatehouse.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.TrailUnavailableException.Reason;
import org.gatehouse.audit.verify.TrailVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
    private final JdbcAuditTrail trail =
            waiting(Duration.ofSeconds(60)); // for what must work, however slow the machine
    private final JdbcAuditTrail impatient = waiting(Duration.ofSeconds(1)); // for what must be refused

    @AfterEach
    void close() {
        impatient.close();
        trail.close();
    }

    @Test
    void appendWhenTheDatabaseIsDownThenRefusedInTimeAndHealsByItself() throws Exception {
        trail.append(signIn().build());
        warmUp();
        database.accept(false);
        database.terminateBackends();

        assertThatExceptionOfType(TrailUnavailableException.class)
                .isThrownBy(() -> impatient.append(signIn().build()))
                .extracting(TrailUnavailableException::reason)
                .isEqualTo(Reason.DATABASE_DOWN);
        assertThat(impatient.appendAsync(signIn().build()))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(TrailUnavailableException.class);
        database.accept(true);

        assertThat(trail.append(signIn().build()).index()).isOne(); // what was refused was not stored later
    }

    @Test
    void appendWhenConnectionsDieUnderLoadThenEveryReceiptIsStoredOnce() throws Exception {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            receipts.add(trail.appendAsync(signIn().build()));
            if (i % 500 == 250) {
                database.terminateBackends();
            }
        }

        assertThat(receipts).allSatisfy(receipt -> assertThat(receipt).succeedsWithin(Duration.ofSeconds(60)));
        assertThat(receipts.stream().map(receipt -> receipt.join().index()).distinct())
                .hasSize(2_000);
        assertThat(database.query("SELECT size FROM audit.audit_head")).containsExactly("2000");
        assertThat(TrailVerifier.verify(database.dataSource(), progress -> {}).intact())
                .isTrue();
    }

    @Test
    void appendWhenTheHeadIsHeldTooLongThenRefusedAndNotStoredLater() throws Exception {
        trail.append(signIn().build());
        warmUp();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT 1 FROM audit.audit_head FOR UPDATE");

            assertThatExceptionOfType(TrailUnavailableException.class)
                    .isThrownBy(() -> impatient.append(signIn().build()));
            connection.rollback();
        }

        assertThat(trail.append(signIn().build()).index()).isOne();
    }

    @Test
    void isWritableWhenTheLastEntryWasRefusedThenFalseUntilOneWouldBeTaken() {
        assertThat(trail.isWritable()).isTrue();
        database.run("ALTER TABLE audit.audit_entry RENAME TO hidden");
        assertThatExceptionOfType(TrailUnavailableException.class)
                .isThrownBy(() -> trail.append(signIn().build()))
                .extracting(TrailUnavailableException::reason)
                .isEqualTo(Reason.DATABASE_REFUSED);

        assertThat(trail.isWritable()).isFalse();
        database.run("ALTER TABLE audit.hidden RENAME TO audit_entry");

        assertThat(trail.isWritable()).isTrue();
        assertThat(database.query("SELECT count(*) FROM audit.audit_entry")).containsExactly("0");
    }

    /** So that it knows log, key and month, and what is refused is refused by the writer. */
    private void warmUp() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            impatient.append(connection, List.of(signIn().build()));
            connection.rollback();
        }
    }

    private JdbcAuditTrail waiting(Duration maxWait) {
        return TestTrail.open(
                database,
                clock,
                "node-1",
                TrailOptions.defaults().withoutClockCheck().withMaxWait(maxWait));
    }
}
