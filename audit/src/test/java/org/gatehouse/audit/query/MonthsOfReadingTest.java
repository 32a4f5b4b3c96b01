package org.gatehouse.audit.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.EntryProof;
import org.gatehouse.audit.privacy.SubjectKeys;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.publish.TrailProofs;
import org.gatehouse.audit.testing.Intercepted;
import org.gatehouse.audit.testing.MemoryAnchors;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TouchedMonths;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.Receipt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reading opens the months it needs, however many there are")
class MonthsOfReadingTest {

    private static final int MONTHS = 12;
    private static final int QUIET = 9;

    /** Each tier has the month it writes to, and three more ahead. */
    private static final int NEWEST_AND_AHEAD = 4;

    /** Somebody seen in the first month only. */
    private static final UUID CAROL = UUID.fromString("00000000-0000-4000-8000-000000000ca2");

    private static final TrailDatabase DATABASE = TrailDatabase.create();
    private static final SettableClock CLOCK = new SettableClock("2026-01-03T10:00:00Z");
    private static final JdbcAuditTrail TRAIL = TestTrail.open(DATABASE, CLOCK);
    private static final TrailReader READER = TrailReader.on(DATABASE.dataSource(), TRAIL.subjectKeys());
    private static final TrailFilter ALL = TrailFilter.all();

    @BeforeAll
    static void fill() throws SQLException {
        for (int month = 0; month < MONTHS; month++) {
            List<CompletableFuture<Receipt>> entries = new ArrayList<>();
            CLOCK.set("2026-%02d-01T00:00:00Z".formatted(month + 1));
            for (int i = 0; i < (month < QUIET ? 20 : 250); i++) {
                CLOCK.advance(Duration.ofHours(2));
                entries.add(TRAIL.appendAsync(TestTrail.signIn()
                        .actor(month == 0 && i < 3 ? Party.account(CAROL, "Carol", null) : TestTrail.alice())
                        .build()));
            }
            entries.add(TRAIL.appendAsync(TestTrail.roleGranted().build()));
            entries.add(TRAIL.appendAsync(TestTrail.roleGranted().build()));
            entries.forEach(CompletableFuture::join);
        }
        new CheckpointPublisher(DATABASE.dataSource(), TestTrail.keyRing(), CLOCK, new MemoryAnchors(), anchor -> {})
                .tick();
    }

    @AfterAll
    static void close() {
        TRAIL.close();
    }

    @Test
    void pageWhenItIsFullThenOnlyTheNewestMonthIsOpenedOfEachTier() throws Exception {
        int tiers = 2;

        assertThat(months(reader -> reader.search("acme", ALL, null, 20)))
                .hasSizeLessThanOrEqualTo(tiers * NEWEST_AND_AHEAD);
        assertThat(months(reader -> reader.search("acme", ALL.withActor(TestTrail.ALICE), null, 20)))
                .hasSizeLessThanOrEqualTo(tiers * NEWEST_AND_AHEAD);
        assertThat(months(reader -> reader.search("acme", ALL.withPerson(TestTrail.ALICE), null, 20)))
                .hasSizeLessThanOrEqualTo(tiers * NEWEST_AND_AHEAD);
        assertThat(months(reader -> reader.search("acme", ALL.withTarget(TestTrail.BOB), null, 1)))
                .hasSizeLessThanOrEqualTo(tiers * NEWEST_AND_AHEAD);
        assertThat(months(reader -> reader.search("acme", ALL.withActivity(Activity.AUTH_LOGIN), null, 20)))
                .hasSizeLessThanOrEqualTo(tiers * NEWEST_AND_AHEAD);
    }

    @Test
    void pageWhenItGoesOnInThePastThenOnlyThatMonthIsOpened() throws Exception {
        EntryView place = READER.page("acme", ALL, null, 300).get(299);

        assertThat(months(reader -> reader.search("acme", ALL, Cursor.after(place), 5)))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void pageWhenWhatMatchesIsOldThenItIsFoundAllTheSame() {
        assertThat(READER.page("acme", ALL.withActor(CAROL), null, 20))
                .extracting(EntryView::index)
                .containsExactly(2L, 1L, 0L);
        assertThat(READER.page("acme", ALL.withTarget(TestTrail.BOB), null, 40)).hasSize(2 * MONTHS);
    }

    @Test
    void pageWhenWalkedThenTheMonthsJoinWithoutAGapOrARepetition() {
        for (TrailFilter filter : List.of(
                ALL,
                ALL.withActor(TestTrail.ALICE),
                ALL.withPerson(TestTrail.BOB),
                ALL.withActivity(Activity.AUTH_LOGIN))) {
            List<EntryView> whole = READER.page("acme", filter, null, TrailReader.MAX_PAGE);
            for (int limit : new int[] {31, 200}) {
                List<EntryView> walked = new ArrayList<>();
                EntryPage page = READER.search("acme", filter, null, limit);
                walked.addAll(page.entries());
                while (page.next() != null) {
                    page = READER.search("acme", filter, page.next(), limit);
                    walked.addAll(page.entries());
                }
                assertThat(walked).as("%s by %s", filter, limit).isEqualTo(whole);
            }
        }
    }

    @Test
    void searchWhenNothingMatchesThenAsManyAreTriedAsOneSearchMay() {
        TrailFilter nothing = ALL.withMarks(new Marks(null, null, null, null, "nobody wrote this"));
        TrailReader few = TrailReader.on(DATABASE.dataSource(), TRAIL.subjectKeys(), 200);

        EntryPage page = few.search("acme", nothing, null, 10);

        assertThat(page.entries()).isEmpty();
        assertThat(page.next())
                .isEqualTo(Cursor.after(READER.page("acme", ALL, null, 200).get(199)));
    }

    @Test
    void searchByAnAddressNobodyCameFromThenEachKeyOfWhoActedIsReadOnce() {
        List<Object> keysRead = new ArrayList<>();
        SubjectKeys keys = SubjectKeys.open(
                Intercepted.database(DATABASE.dataSource(), (connection, method, argument) -> {
                    if (method.equals("createArrayOf") && argument.equals("int8")) {
                        keysRead.add(argument);
                    }
                }),
                TestTrail.keyRing(),
                CLOCK);
        TrailFilter nowhere =
                ALL.withAddress(AddressBlock.parse("203.0.113.0/24").orElseThrow());

        EntryPage page = TrailReader.on(DATABASE.dataSource(), keys).search("acme", nowhere, null, 50);

        assertThat(page).isEqualTo(new EntryPage(List.of(), null));
        assertThat(READER.page("acme", ALL, null, 1_000)).as("two rounds").hasSizeGreaterThan(500);
        assertThat(keysRead).as("of Alice and the administrator, then of Carol").hasSizeBetween(1, 2);
    }

    @Test
    void findWhenTheTileIsBuiltThenItsMonthsAreOpened() throws Exception {
        assertThat(READER.find("acme", Tier.P13M, 300)).isPresent();

        assertThat(months(reader -> reader.find("acme", Tier.P13M, 300)))
                .containsExactly("audit_entry_p13m_2026_10", "audit_entry_p13m_2026_11");
        assertThat(TouchedMonths.of(
                        DATABASE,
                        database -> TrailFeed.on(database, TRAIL.subjectKeys()).read("acme", Tier.P13M, 300, 310)))
                .containsExactly("audit_entry_p13m_2026_10", "audit_entry_p13m_2026_11");
    }

    @Test
    void proveWhenTheTileIsBuiltThenItsMonthsAndThoseOfTheLastTileAreOpened() throws Exception {
        List<String> touched = TouchedMonths.of(
                DATABASE, database -> assertThat(proof(database, 300)).isPresent());

        assertThat(touched)
                .startsWith("audit_entry_p13m_2026_10", "audit_entry_p13m_2026_11", "audit_entry_p13m_2026_12")
                .hasSize(2 + NEWEST_AND_AHEAD);
    }

    private static Optional<EntryProof> proof(DataSource database, long index) {
        try {
            return TrailProofs.on(database).prove("acme", Tier.P13M, index);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static List<String> months(Consumer<TrailReader> reading) throws SQLException {
        return TouchedMonths.of(DATABASE, database -> reading.accept(TrailReader.on(database, TRAIL.subjectKeys())));
    }
}
