package org.gatehouse.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.LogKeys;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.testing.Intercepted;
import org.gatehouse.audit.testing.MemoryAnchors;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.verify.Fault;
import org.gatehouse.audit.verify.TrailVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Months leave the trail when every entry in them was kept as long as promised")
class ExpiryTest {

    private static final Instant START = Instant.parse("2026-01-10T12:00:00Z");

    /** Between the entries of a year. */
    private static final int DAYS = 10;

    private final SettableClock clock = new SettableClock(START.toString());
    private final TrailDatabase database = TrailDatabase.create();
    private JdbcAuditTrail trail;
    private Expiry expiry;

    @BeforeEach
    void open() {
        trail = TestTrail.open(database, clock);
        expiry = Expiry.of(database.dataSource(), trail, TestTrail.keyRing(), clock);
    }

    @AfterEach
    void close() {
        trail.close();
    }

    @Test
    void runWhenNothingIsDueThenNothingHappens() throws Exception {
        trail.append(tokenIssued().build());

        clock.set("2026-07-31T23:59:59Z"); // tokens are kept for six months after January
        ExpiryReport report = expiry.run();

        assertThat(report).isEqualTo(new ExpiryReport(List.of(), List.of(), List.of()));
        assertThat(codes()).containsExactly("token.issued");
    }

    @Test
    void runWhenAMonthIsDueThenItIsGoneAndTheLogSaysSo() throws Exception {
        trail.append(tokenIssued().build());
        trail.append(tokenIssued().build());
        trail.append(AuditEvent.of("globex", Activity.TOKEN_ISSUED)
                .actor(Party.system())
                .build());
        clock.set("2026-02-10T12:00:00Z");
        trail.append(tokenIssued().build());

        clock.set("2026-08-01T00:00:00Z");
        ExpiryReport report = expiry.run();

        assertThat(report.dropped()).containsExactly(new ExpiryReport.Dropped(Tier.P6M, YearMonth.of(2026, 1), 3, 0));
        assertThat(tables()).doesNotContain("audit_entry_p6m_2026_01").contains("audit_entry_p6m_2026_02");
        assertThat(codes()).containsExactly("log.pruned", "token.issued");
        EntryView said = page(TrailFilter.all()).get(0);
        assertThat(said.detail())
                .containsEntry("month", "2026-01")
                .containsEntry("count", "2")
                .containsEntry("keptFrom", "2");
        assertThat(faults()).isEmpty();
    }

    @Test
    void runWhenRepeatedThenItSaysNothingTwice() throws Exception {
        trail.append(tokenIssued().build());
        clock.set("2026-08-01T00:00:00Z");
        expiry.run();

        ExpiryReport again = expiry.run();

        assertThat(again.dropped()).isEmpty();
        assertThat(codes()).containsExactly("log.pruned");
    }

    @Test
    void runWhenInterruptedAfterItHadSaidSoThenTheNextRunOnlyDrops() throws Exception {
        trail.append(tokenIssued().build());
        clock.set("2026-08-01T00:00:00Z");
        Month month = month("audit_entry_p6m_2026_01");
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(new Pruning(trail, new LogKeys(TestTrail.keyRing()), clock, month).state(connection))
                    .isTrue();
        }
        assertThat(tables()).contains("audit_entry_p6m_2026_01");
        assertThat(codes()).as("what is said to be lost is no longer shown").containsExactly("log.pruned");
        assertThat(faults()).isEmpty();

        expiry.run();

        assertThat(tables()).doesNotContain("audit_entry_p6m_2026_01");
        assertThat(codes()).containsExactly("log.pruned");
        assertThat(faults()).isEmpty();
    }

    @Test
    void runWhenSomebodyReadsTheMonthThenItWaitsForTheNextRun() throws Exception {
        trail.append(tokenIssued().build());
        clock.set("2026-08-01T00:00:00Z");
        try (Connection reader = database.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM audit.audit_entry");

            assertThat(expiry.run().waiting()).containsExactly("audit.audit_entry_p6m_2026_01");
            assertThat(codes()).containsExactly("log.pruned");
            trail.append(tokenIssued().build());
        }

        assertThat(expiry.run().dropped()).hasSize(1);
        assertThat(tables()).doesNotContain("audit_entry_p6m_2026_01");
        assertThat(faults()).isEmpty();
    }

    @Test
    void runWhenAnEntryOfTheMonthWasRemovedThenNothingOfTheTierIsDropped() throws Exception {
        trail.append(tokenIssued().build());
        trail.append(tokenIssued().build());
        trail.append(tokenIssued().build());
        database.run("DELETE FROM audit.audit_entry WHERE idx = 1");

        clock.set("2026-08-01T00:00:00Z");
        ExpiryReport report = expiry.run();

        assertThat(report.broken()).containsExactly(new ExpiryReport.Broken("acme/P6M", 1));
        assertThat(report.dropped()).isEmpty();
        assertThat(tables()).contains("audit_entry_p6m_2026_01");
    }

    @Test
    void runWhenTheNewestEntriesOfTheMonthWereRemovedThenNothingOfTheTierIsDropped() throws Exception {
        trail.append(tokenIssued().build());
        trail.append(tokenIssued().build());
        clock.set("2026-02-10T12:00:00Z");
        trail.append(tokenIssued().build());
        database.run("DELETE FROM audit.audit_entry WHERE idx = 1");

        clock.set("2026-08-01T00:00:00Z");

        assertThat(expiry.run().broken()).containsExactly(new ExpiryReport.Broken("acme/P6M", 1));
        assertThat(tables()).contains("audit_entry_p6m_2026_01");
    }

    @Test
    void runWhenAHoldCoversEntriesThenTheyAreKeptAsideAndStillRead() throws Exception {
        trail.append(tokenIssued().build());
        trail.append(tokenIssued().actor(TestTrail.bob()).build());
        trail.append(AuditEvent.of("globex", Activity.TOKEN_ISSUED)
                .actor(Party.system())
                .build());
        UUID hold = hold(trail.subjectKeys().findRef("acme", TestTrail.BOB).orElseThrow());

        clock.set("2026-08-01T00:00:00Z");
        ExpiryReport report = expiry.run();

        assertThat(report.dropped()).containsExactly(new ExpiryReport.Dropped(Tier.P6M, YearMonth.of(2026, 1), 3, 1));
        assertThat(codes()).containsExactly("log.pruned", "token.issued");
        EntryView held = page(TrailFilter.all()).get(1);
        assertThat(held.actor().label()).isEqualTo("Bob Durand");
        assertThat(reader().find("acme", Tier.P6M, held.index())).isPresent();
        assertThat(page(TrailFilter.all().withPerson(TestTrail.BOB))).hasSize(1);
        assertThat(faults()).isEmpty();
        assertThat(lift(hold)).isEqualTo(1);
        assertThat(codes()).containsExactly("log.pruned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unwrap", "commit"}) // before the month is read, and after
    void setHoldWhenItsMonthIsJustComparedThenItDoesNotWaitAndItsEntriesAreKept(String moment) throws Exception {
        trail.append(tokenIssued().build());
        trail.append(tokenIssued().build());
        clock.set("2026-08-01T00:00:00Z");
        List<UUID> holds = new ArrayList<>();
        Expiry intercepted = expiryOver((connection, method, argument) -> {
            if (method.equals(moment) && holds.isEmpty()) {
                holds.add(hold(null));
            }
        });

        ExpiryReport report = intercepted.run();

        assertThat(holds).hasSize(1);
        assertThat(report.dropped()).containsExactly(new ExpiryReport.Dropped(Tier.P6M, YearMonth.of(2026, 1), 2, 2));
        assertThat(codes()).containsExactly("log.pruned", "token.issued", "token.issued");
    }

    @Test
    void setHoldWhenItsMonthIsJustSaidToBeLostThenItComesAfter() throws Exception {
        trail.append(tokenIssued().build());
        clock.set("2026-08-01T00:00:00Z");
        List<String> waited = new ArrayList<>();
        Expiry intercepted = expiryOver((connection, method, argument) -> {
            if (String.valueOf(argument).contains("INSERT INTO audit.audit_pruned")) {
                try {
                    hold(null);
                } catch (SQLException ex) {
                    waited.add(ex.getSQLState());
                }
            }
        });

        assertThat(intercepted.run().dropped()).hasSize(1);

        assertThat(waited).containsExactly("55P03");
        assertThat(codes()).containsExactly("log.pruned");
    }

    @Test
    void runWhenALogChangesAfterItWasComparedThenTheNextRunReadsItAgain() throws Exception {
        trail.append(tokenIssued().build());
        clock.set("2026-08-01T00:00:00Z");
        List<String> changed = new ArrayList<>();
        Expiry intercepted = expiryOver((connection, method, argument) -> {
            if (method.equals("commit") && changed.isEmpty()) {
                changed.add("origin");
                database.run("UPDATE audit.audit_head SET origin = origin || '/2'");
            }
        });

        assertThat(intercepted.run().dropped()).isEmpty();
        assertThat(codes()).containsExactly("token.issued");
        assertThat(intercepted.run().dropped()).hasSize(1);
    }

    @Test
    void runWhenAMonthBeginsAndEndsWithinATileThenWhatIsLeftAddsUpToTheSameRoot() throws Exception {
        CheckpointPublisher publisher = new CheckpointPublisher(
                database.dataSource(), TestTrail.keyRing(), clock, new MemoryAnchors(), anchor -> {});
        for (int month = 1; month <= 3; month++) {
            clock.set("2026-0%d-10T12:00:00Z".formatted(month));
            for (int i = 0; i < 300; i++) {
                clock.advance(Duration.ofSeconds(1));
                trail.appendAsync(tokenIssued().build());
            }
            trail.append(tokenIssued().build());
        }
        publisher.tick();
        for (String due : List.of("2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z")) {
            clock.set(due);
            assertThat(expiry.run().dropped()).hasSize(1);
            publisher.tick();
            assertThat(faults()).isEmpty();
        }
    }

    @Test
    void liftWhenAnotherHoldCoversTheSameThenNothingGoes() throws Exception {
        trail.append(tokenIssued().build());
        UUID first = hold(null);
        hold(null);
        clock.set("2026-08-01T00:00:00Z");
        expiry.run();

        assertThat(lift(first)).isZero();

        assertThat(codes()).containsExactly("log.pruned", "token.issued");
    }

    @Test
    void runWhenAYearPassesThenEachTierKeepsWhatItPromised() throws Exception {
        for (int day = 0; day < 500; day += DAYS) {
            clock.set(START.plus(Duration.ofDays(day)).toString());
            trail.append(TestTrail.signIn().build());
            trail.append(tokenIssued().build());
            trail.append(TestTrail.roleGranted().build());
            expiry.run();
            if (day % 50 == 0) {
                assertKept(Activity.AUTH_LOGIN, Tier.P13M);
                assertKept(Activity.TOKEN_ISSUED, Tier.P6M);
            }
        }

        assertThat(faults()).isEmpty();
        assertThat(count(Activity.ROLE_GRANTED)).as("kept for three years").isEqualTo(500 / DAYS);
        assertThat(count(Activity.LOG_PRUNED))
                .as("January to October of tokens, January to March of sign-ins")
                .isEqualTo(13);
    }

    @Test
    void keptMonthsWhenAskedThenTheyTellWhatGoesWhen() throws Exception {
        trail.append(tokenIssued().build());
        trail.append(TestTrail.signIn().build());
        clock.set("2026-02-10T12:00:00Z");
        trail.append(tokenIssued().build());
        trail.append(tokenIssued().build());

        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(KeptMonths.of(connection, "acme"))
                    .containsExactly(
                            new KeptMonth(Tier.P6M, YearMonth.of(2026, 1), 0, 1, Instant.parse("2026-08-01T00:00:00Z")),
                            new KeptMonth(Tier.P6M, YearMonth.of(2026, 2), 1, 2, Instant.parse("2026-09-01T00:00:00Z")),
                            new KeptMonth(
                                    Tier.P13M, YearMonth.of(2026, 1), 0, 1, Instant.parse("2027-03-01T00:00:00Z")));
            assertThat(KeptMonths.of(connection, "globex")).isEmpty();
            assertThat(SampledSizes.of(connection, "acme"))
                    .containsOnlyKeys(Tier.P6M, Tier.P13M)
                    .allSatisfy((tier, bytes) -> assertThat(bytes).isBetween(100L, 2_000L));
            assertThat(SampledSizes.of(connection, "globex")).isEmpty();
        }
    }

    /** Nothing younger than promised has gone, and nothing more than a month and its promise is still there. */
    private void assertKept(Activity activity, Tier tier) {
        Instant now = clock.instant();
        Instant oldestPromised = now.atZone(ZoneOffset.UTC).minus(tier.period()).toInstant();
        Instant oldestPossible = now.atZone(ZoneOffset.UTC)
                .minus(tier.period().plus(Period.ofMonths(1)))
                .toInstant();
        Instant oldest = all(activity).stream()
                .map(EntryView::at)
                .min(Instant::compareTo)
                .orElseThrow();
        assertThat(oldest.isBefore(oldestPossible)).as("too long kept").isFalse();
        if (oldestPromised.isAfter(START)) {
            assertThat(oldest.isAfter(oldestPromised.plus(Duration.ofDays(DAYS))))
                    .as("gone too early")
                    .isFalse();
        }
    }

    private long count(Activity activity) {
        return all(activity).size();
    }

    private List<EntryView> all(Activity activity) {
        return page(TrailFilter.all().withActivity(activity));
    }

    private List<String> codes() {
        return page(TrailFilter.all()).stream()
                .map(entry -> entry.activity().code())
                .toList();
    }

    private List<EntryView> page(TrailFilter filter) {
        return reader().page("acme", filter, (Cursor) null, 1_000);
    }

    private TrailReader reader() {
        return TrailReader.on(database.dataSource(), trail.subjectKeys());
    }

    private List<Fault> faults() throws SQLException {
        return TrailVerifier.verify(database.dataSource(), progress -> {}).faults();
    }

    private Set<String> tables() {
        return database
                .query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'audit_entry%'")
                .stream()
                .collect(Collectors.toSet());
    }

    private Month month(String table) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return Month.all(connection).stream()
                    .filter(month -> month.table().name().equals("audit." + table))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private UUID hold(Long person) throws SQLException {
        Hold hold = new Hold(UUID.randomUUID(), START, null, person != null, "Case 12/2026", clock.instant(), null);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = 1000");
            Holds.set(connection, trail.subjectKeys().realmNumber("acme"), hold, person);
        }
        return hold.id();
    }

    private Expiry expiryOver(Intercepted.Interceptor interceptor) {
        return Expiry.of(Intercepted.database(database.dataSource(), interceptor), trail, TestTrail.keyRing(), clock);
    }

    private long lift(UUID hold) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return Holds.lift(connection, trail.subjectKeys().realmNumber("acme"), hold, clock.instant())
                    .orElseThrow();
        }
    }

    private static AuditEvent.Builder tokenIssued() {
        return AuditEvent.of("acme", Activity.TOKEN_ISSUED).actor(TestTrail.alice());
    }
}
