package org.gatehouse.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.audit.testing.TestTrail.roleGranted;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.verify.TrailVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Many entries at once go straight into the table of their month")
class MonthCopyTest {

    private static final int MANY = 600;
    private static final String MONTH = "audit.audit_entry_p13m_2026_11";

    private final SettableClock clock = new SettableClock("2026-11-30T23:59:59.999700Z");
    private final TrailDatabase database = TrailDatabase.create();
    private final JdbcAuditTrail trail = TestTrail.open(database, clock);

    @BeforeEach
    void makeMonth() {
        trail.append(signIn().build());
    }

    @AfterEach
    void close() {
        trail.close();
    }

    @Test
    void appendWhenTheMonthWasDetachedThenRefusedAndNothingIsInIt() throws Exception {
        database.run("ALTER TABLE audit.audit_entry_p13m DETACH PARTITION " + MONTH);

        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            List<AuditEvent> events = Collections.nCopies(MANY, signIn().build());
            assertThatExceptionOfType(TrailUnavailableException.class)
                    .isThrownBy(() -> trail.append(connection, events));
            connection.rollback();
        }

        assertThat(database.query("SELECT count(*) FROM " + MONTH)).containsExactly("1");
        assertThat(database.query("SELECT size FROM audit.audit_head")).containsExactly("1");
    }

    @Test
    void appendWhenTheMonthWasDroppedThenItIsMadeAgain() throws Exception {
        database.run(
                "DELETE FROM audit.audit_entry; UPDATE audit.audit_head SET size = 0, frontier = '', root = sha256('')");
        database.run("DROP TABLE " + MONTH);

        assertThat(many(false)).allSatisfy(receipt -> assertThat(receipt).succeedsWithin(Duration.ofSeconds(20)));

        assertThat(database.query("SELECT count(*) FROM audit.audit_entry")).containsExactly(String.valueOf(MANY));
        assertThat(database.query("SELECT count(*) FROM " + MONTH)).doesNotContain("0");
    }

    @Test
    void appendWhenTiersAndMonthsAreMixedThenEachEntryIsWhereItBelongs() throws Exception {
        List<CompletableFuture<Receipt>> receipts = many(true);
        receipts.forEach(CompletableFuture::join);

        assertThat(database.query("SELECT count(*) FROM " + MONTH))
                .as("a microsecond for each, until it is December")
                .containsExactly("300");
        assertThat(database.query("SELECT count(*) FROM audit.audit_entry")).containsExactly(String.valueOf(MANY + 1));
        assertThat(TrailVerifier.verify(database.dataSource(), progress -> {}).faults())
                .isEmpty();
    }

    /** Queued while nobody can write, so that they are one batch or two. */
    private List<CompletableFuture<Receipt>> many(boolean mixed) throws SQLException {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT 1 FROM audit.audit_head FOR UPDATE");
            for (int i = 0; i < MANY; i++) {
                receipts.add(
                        trail.appendAsync(mixed && i % 3 == 0 ? roleGranted().build() : signIn().build()));
            }
            connection.rollback();
        }
        return receipts;
    }
}
