package org.gatehouse.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.audit.testing.TestTrail.keyRing;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.testing.Intercepted;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.TrailUnavailableException.Reason;
import org.gatehouse.audit.verify.TrailVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A head that this node left is not read again, and never believed when it is not as it was")
class KnownHeadsTest {

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
    private final AtomicInteger heads = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final JdbcAuditTrail trail = JdbcAuditTrail.open(
            Intercepted.database(database.dataSource(), this::count),
            RetentionPolicy.defaults(),
            keyRing(),
            clock,
            "counted",
            TrailOptions.defaults().withoutClockCheck());

    @AfterEach
    void close() {
        trail.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit.audit_head SET frontier = '\\x01'",
                "UPDATE audit.audit_head SET size = size + 4",
                "DELETE FROM audit.audit_head"
            })
    void appendWhenSomebodyTamperedWithTheHeadThenRefusedAndNothingIsStored(String tampering) throws Exception {
        trail.append(signIn().build());
        database.run(tampering);

        assertThatExceptionOfType(TrailUnavailableException.class)
                .isThrownBy(() -> trail.append(signIn().build()))
                .extracting(TrailUnavailableException::reason)
                .isEqualTo(Reason.DATABASE_REFUSED);

        assertThat(database.query("SELECT count(*) FROM audit.audit_entry")).containsExactly("1");
    }

    @Test
    void appendWhenNobodyElseMovedTheHeadThenOneStatementAndNoLook() {
        trail.append(signIn().build());
        heads.set(0);
        attempts.set(0);

        assertThat(trail.append(signIn().build()).index()).isOne();

        assertThat(heads).hasValue(0);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void appendWhenAnotherNodeMovedTheHeadThenOneAttemptIsInVainAndItIsBehindThatEntry() throws Exception {
        trail.append(signIn().build());
        try (JdbcAuditTrail other = TestTrail.open(database, clock)) {
            other.append(signIn().build());
            attempts.set(0);

            assertThat(trail.append(signIn().build()).index()).isEqualTo(2);
            assertThat(attempts).as("one in vain").hasValue(2);

            heads.set(0);
            assertThat(trail.append(signIn().build()).index()).isEqualTo(3);
            assertThat(heads).hasValue(0);
        }
        assertThat(TrailVerifier.verify(database.dataSource(), progress -> {}).intact())
                .isTrue();
    }

    @Test
    void appendWhenATransactionOfThisNodeMovedTheHeadThenNoAttemptIsInVain() throws Exception {
        trail.append(signIn().build());
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            trail.append(connection, List.of(signIn().build()));
            connection.commit();
        }
        attempts.set(0);

        assertThat(trail.append(signIn().build()).index()).isEqualTo(2);

        assertThat(attempts).hasValue(1);
    }

    @Test
    void headWhenMistakesGoOnThenItIsReadTwiceAsOftenAndAgainLessAfterSuccesses() {
        KnownHeads known = new KnownHeads();
        Head head = new Head(new Log(1, "acme/P1M", 1, Tier.P1M), 1, 1, new byte[0]);
        known.remember(head);

        assertThat(readsAfterAMistake(known, head)).isEqualTo(1);
        assertThat(readsAfterAMistake(known, head)).isEqualTo(3);
        assertThat(readsAfterAMistake(known, head)).isEqualTo(7);
        known.remember(head); // a guess that held
        known.remember(head);
        assertThat(readsAfterAMistake(known, head)).isEqualTo(3);
        for (int i = 0; i < 20; i++) {
            readsAfterAMistake(known, head);
        }
        assertThat(readsAfterAMistake(known, head)).isEqualTo(1_023);
    }

    private static int readsAfterAMistake(KnownHeads known, Head head) {
        known.mistaken(head.log());
        int reads = 0;
        while (known.of(head.log()).isEmpty()) {
            reads++;
            known.remember(head);
        }
        return reads;
    }

    private void count(Connection connection, String method, Object argument) {
        String sql = argument.toString();
        if (method.equals("prepareStatement") && sql.contains("FROM audit.audit_head") && sql.contains("FOR UPDATE")) {
            heads.incrementAndGet();
        }
        if (method.equals("execute") && sql.contains("COMMIT")) {
            attempts.incrementAndGet();
        }
    }
}
