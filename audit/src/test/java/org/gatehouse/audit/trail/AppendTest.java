package org.gatehouse.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.TrailUnavailableException.Reason;
import org.gatehouse.audit.verify.TrailVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class AppendTest {

    private static final TrailDatabase DATABASE = TrailDatabase.create();
    private static final SettableClock CLOCK = new SettableClock("2026-11-21T10:00:00Z");
    private static final JdbcAuditTrail TRAIL = TestTrail.open(DATABASE, CLOCK);

    @AfterAll
    static void close() {
        TRAIL.close();
    }

    @Test
    void appendWhenRealmNameCouldBeReadAsAPathThenRefused() {
        AuditEvent event = AuditEvent.of("acme/P5Y", Activity.AUTH_LOGIN).build();

        assertThatExceptionOfType(EventRefusedException.class).isThrownBy(() -> TRAIL.append(event));
    }

    @Test
    void appendWhenFactsDoNotFitOneEntryThenRefused() {
        AuditEvent.Builder event = signIn();
        IntStream.range(0, 60).forEach(i -> event.detail("fact" + i, "x".repeat(2_000)));

        assertThatExceptionOfType(EventRefusedException.class).isThrownBy(() -> TRAIL.append(event.build()));
    }

    @Test
    void appendWhenClosedThenTyped() {
        JdbcAuditTrail closed = TestTrail.open(DATABASE, CLOCK);
        closed.close();

        assertThatExceptionOfType(TrailUnavailableException.class)
                .isThrownBy(() -> closed.append(signIn().build()))
                .extracting(TrailUnavailableException::reason)
                .isEqualTo(Reason.CLOSED);
    }

    @Test
    void appendWhenClockDiffersFromTheDatabasesThenRefusedUntilItDoesNot() {
        SettableClock clock = new SettableClock("2001-01-01T00:00:00Z");
        TrailOptions options = TrailOptions.defaults().withMaxClockSkew(Duration.ofSeconds(5));
        try (JdbcAuditTrail trail = TestTrail.open(TrailDatabase.create(), clock, "skewed", options)) {
            assertThatExceptionOfType(TrailUnavailableException.class)
                    .isThrownBy(() -> trail.append(signIn().build()))
                    .extracting(TrailUnavailableException::reason)
                    .isEqualTo(Reason.CLOCK_SKEW);

            clock.set(Clock.systemUTC().instant().toString());

            assertThat(trail.append(signIn().build()).index()).isZero();
        }
    }

    @Test
    void appendWhenQueueIsFullThenTypedAndTheRestIsStored() {
        TrailDatabase database = TrailDatabase.create();
        try (JdbcAuditTrail trail = TestTrail.open(
                database,
                CLOCK,
                "small",
                TrailOptions.defaults().withoutClockCheck().withQueueLength(4))) {
            trail.append(signIn().build());
            List<CompletableFuture<Receipt>> accepted = new ArrayList<>();
            CompletableFuture<Receipt> next = trail.appendAsync(signIn().build());
            while (!isQueueFull(next)) {
                accepted.add(next);
                next = trail.appendAsync(signIn().build());
            }

            assertThat(accepted)
                    .allSatisfy(receipt -> assertThat(receipt.join()).isNotNull());
            assertThat(database.query("SELECT count(*) FROM audit.audit_entry"))
                    .containsExactly(String.valueOf(accepted.size() + 1));
        }
    }

    @Test
    void appendWhenTheClockStandsStillOrGoesBackThenTimeStillIncreases() {
        SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
        try (JdbcAuditTrail trail = TestTrail.open(TrailDatabase.create(), clock)) {
            Receipt first = trail.append(signIn().build());
            Receipt second = trail.append(signIn().build());
            clock.set("2026-11-20T10:00:00Z");
            Receipt third = trail.append(signIn().build());

            assertThat(first).isEqualTo(new Receipt("acme/P13M", 0, Instant.parse("2026-11-21T10:00:00Z")));
            assertThat(second.at()).isEqualTo(first.at().plusNanos(1_000));
            assertThat(third.at()).isEqualTo(first.at().plusNanos(2_000));
            assertThat(third.index()).isEqualTo(2);
        }
    }

    @Test
    void appendWhenTextsAreHostileThenEachIsOneEntry() throws Exception {
        TrailDatabase database = TrailDatabase.create();
        List<String> hostile = List.of(
                "a\r\nFAKE entry",
                "\u001b[2J\u001b[31mred",
                "nul\0nul",
                "\ud800 alone",
                "x".repeat(100_000),
                "\"},{\"");
        try (JdbcAuditTrail trail = TestTrail.open(database, CLOCK)) {
            for (String text : hostile) {
                trail.append(signIn().actor(Party.account(TestTrail.ALICE, text, text))
                        .reason(text)
                        .detail("typed", text)
                        .build());
            }
        }

        assertThat(database.query("SELECT count(*) FROM audit.audit_entry"))
                .containsExactly(String.valueOf(hostile.size()));
        assertThat(TrailVerifier.verify(database.dataSource(), progress -> {}).faults())
                .isEmpty();
    }

    @RepeatedTest(5) // answers are given on another thread: whoever is not told yet must not be written twice
    void appendWhenARowCannotBeStoredThenItsNeighboursAreOnce() throws Exception {
        TrailDatabase database = TrailDatabase.create();
        database.run("""
                CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  IF NEW.detail LIKE '%poison%' THEN RAISE EXCEPTION 'poison' USING ERRCODE = '22000'; END IF;
                  RETURN NEW; END $$;
                CREATE TRIGGER poison BEFORE INSERT ON audit.audit_entry FOR EACH ROW EXECUTE FUNCTION poison();
                """);
        try (JdbcAuditTrail trail = TestTrail.open(database, CLOCK)) {
            List<CompletableFuture<Receipt>> receipts = IntStream.range(0, 50)
                    .mapToObj(i -> trail.appendAsync(signIn().detail("n", i % 10 == 3 ? "poison" : "good")
                            .build()))
                    .toList();

            for (int i = 0; i < receipts.size(); i++) {
                CompletableFuture<Receipt> receipt = receipts.get(i);
                if (i % 10 == 3) {
                    assertThat(receipt)
                            .failsWithin(Duration.ofSeconds(10))
                            .withThrowableThat()
                            .withCauseInstanceOf(EventRefusedException.class);
                } else {
                    assertThat(receipt).succeedsWithin(Duration.ofSeconds(10));
                }
            }
        }

        assertThat(database.query("SELECT size FROM audit.audit_head")).containsExactly("45");
        assertThat(TrailVerifier.verify(database.dataSource(), progress -> {}).intact())
                .isTrue();
    }

    @Test
    void appendWhenAMonthBeginsThenItsPartitionIsThereAndThreeMore() {
        TrailDatabase database = TrailDatabase.create();
        SettableClock clock = new SettableClock("2026-11-30T23:59:59Z");
        try (JdbcAuditTrail trail = TestTrail.open(database, clock)) {
            trail.append(signIn().build());
            clock.set("2027-06-15T00:00:00Z"); // beyond what was made ahead
            trail.append(signIn().build());
        }

        assertThat(database.query(
                        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '%p13m_2%' ORDER BY 1"))
                .containsExactly(
                        "audit_entry_p13m_2026_11",
                        "audit_entry_p13m_2026_12",
                        "audit_entry_p13m_2027_01",
                        "audit_entry_p13m_2027_02",
                        "audit_entry_p13m_2027_06",
                        "audit_entry_p13m_2027_07",
                        "audit_entry_p13m_2027_08",
                        "audit_entry_p13m_2027_09");
        assertThat(database.query("SELECT count(*) FROM audit.audit_entry_p13m_2027_06"))
                .containsExactly("1");
    }

    @Test
    void appendWhenThePartitionWasDroppedThenItIsMadeAgain() {
        TrailDatabase database = TrailDatabase.create();
        try (JdbcAuditTrail trail = TestTrail.open(database, CLOCK)) {
            trail.append(signIn().build());
            database.run("DROP TABLE audit.audit_entry_p13m_2026_11");

            assertThat(trail.append(signIn().build()).index()).isEqualTo(1);
        }
    }

    private static boolean isQueueFull(CompletableFuture<Receipt> receipt) {
        return receipt.isCompletedExceptionally()
                && receipt.handle((none, failure) -> failure instanceof TrailUnavailableException unavailable
                                && unavailable.reason() == Reason.QUEUE_FULL)
                        .join();
    }
}
