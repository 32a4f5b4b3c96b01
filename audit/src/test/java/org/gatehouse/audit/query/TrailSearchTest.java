package org.gatehouse.audit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailSearchTest {

    private static final TrailDatabase DATABASE = TrailDatabase.create();
    private static final SettableClock CLOCK = new SettableClock("2026-11-21T10:00:00Z");
    private static final JdbcAuditTrail TRAIL = TestTrail.open(DATABASE, CLOCK);
    private static final HikariDataSource POOL = DATABASE.pool(); // asked more than a thousand times
    private static final TrailReader READER = TrailReader.on(POOL, TRAIL.subjectKeys());

    /** Tries so few entries that every search ends early. */
    private static final TrailReader IMPATIENT = TrailReader.on(POOL, TRAIL.subjectKeys(), 7);

    private static final TrailFilter ALL = TrailFilter.all();

    @BeforeAll
    static void fill() {
        for (String realm : List.of("acme", "other")) {
            for (int i = 0; i < 60; i++) {
                append(realm, i);
            }
        }
    }

    @AfterAll
    static void close() {
        TRAIL.close();
        POOL.close();
    }

    /** Several tiers; with and without a sealed actor and target, so that the texts of heads begin in four places. */
    private static void append(String realm, int i) {
        if (i % 20 == 0) {
            CLOCK.advance(Duration.ofSeconds(1)); // the others share a time with some of another log
        }
        Activity[] activities = {Activity.AUTH_LOGIN, Activity.OBJECT_UPDATED, Activity.ROLE_GRANTED, Activity.DATA_READ
        };
        Party actor = i % 2 == 0 ? TestTrail.alice() : Party.client("sync");
        Party target = i % 4 < 2 ? Party.object("form", String.valueOf(i % 6)) : TestTrail.bob();
        String address = i % 8 < 4 ? "192.0.2.1" : null;
        String[] countries = {"FR", "DE", null, "fr", "XX", "FRA", ""};
        Origin origin = new Origin(
                i % 3 == 0 ? "field-app" : null,
                i % 5 == 0 ? "s-" + i % 10 : null,
                "r-" + i,
                address,
                null,
                countries[i % 7]);
        TRAIL.append(AuditEvent.of(realm, activities[i % 4])
                .actor(actor)
                .target(target)
                .origin(origin)
                .outcome(i == 17 ? Outcome.DENIED : Outcome.SUCCESS)
                .detail("purpose", "number " + i + " of \"" + realm + "\"\n100%")
                .change(Change.of("title", null, "Été \\ " + i))
                .change(Change.personal("phone", "secret-before", "secret-after"))
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nul\0nul", "half \ud83d"})
    void marksWhenAnIdCannotBeInAnEntryThenRefused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Marks(id, null, null, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Marks(null, id, null, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Marks(null, null, id, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Marks(null, null, null, "form:" + id + "\0", null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Marks(null, null, null, null, id + "\0"));
    }

    @Test
    void marksWhenTheyAreTooLongOrTooShortThenRefused() {
        assertThat(Marks.isId("x".repeat(200))).isTrue();
        assertThat(Marks.isId("x".repeat(201))).isFalse();
        assertThat(Marks.isText("x")).isFalse();
        assertThat(Marks.isText("x".repeat(201))).isFalse();
        assertThat(Marks.isObject("form")).isFalse();
        assertThat(Marks.isObject("form:")).isFalse();
    }

    @Test
    void searchWhenAnotherRealmHasItThenNothing() {
        append("third", 0);

        assertThat(numbers("third", ALL.withMarks(client("field-app")))).containsExactly(0);
        assertThat(numbers("third", ALL.withMarks(text("acme")))).isEmpty();
        assertThat(numbers("third", ALL.withMarks(request("r-1")))).isEmpty();
        assertThat(READER.search("nobody", ALL.withMarks(request("r-1")), null, 10))
                .isEqualTo(new EntryPage(List.of(), null));
    }

    @Test
    void searchByClientSessionRequestThenOnlyThoseWhoseVeryFieldSaysSo() {
        assertThat(numbers("acme", ALL.withMarks(client("field-app"))))
                .containsExactlyInAnyOrderElementsOf(where(3, 0));
        assertThat(numbers("acme", ALL.withMarks(session("s-5")))).containsExactlyInAnyOrderElementsOf(where(10, 5));
        assertThat(numbers("acme", ALL.withMarks(request("r-7")))).containsExactly(7);
        assertThat(numbers("acme", ALL.withMarks(client("field-ap")))).isEmpty();
        assertThat(numbers("acme", ALL.withMarks(session("r-7")))).isEmpty();
        assertThat(numbers("acme", ALL.withMarks(client("r-7")))).isEmpty();
        assertThat(numbers("acme", ALL.withMarks(request("s-5")))).isEmpty();
    }

    @Test
    void searchByCountryThenOnlyEntriesThatSaySoAndWhatIsNoCodeIsUnknown() {
        TrailFilter france = ALL.withMarks(Marks.none().withCountry("FR"));

        assertThat(numbers("acme", france)).containsExactlyInAnyOrderElementsOf(where(7, 0));
        assertThat(numbers(
                        "acme",
                        ALL.without(List.of(france, ALL.withMarks(Marks.none().withCountry("DE"))))))
                .hasSize(60 - where(7, 0).size() - where(7, 1).size());
        assertThat(numbers("acme", france.withActor(TestTrail.ALICE).withOutcome(Outcome.SUCCESS)))
                .containsExactlyInAnyOrderElementsOf(where(14, 0));
        assertThat(READER.page("acme", ALL, null, 60).stream()
                        .map(entry -> String.valueOf(entry.origin().country()))
                        .distinct())
                .containsExactlyInAnyOrder("FR", "DE", "null");
        for (String none : new String[] {"fr", "XX", "FRA", "", "F\0"}) {
            assertThatIllegalArgumentException()
                    .as(none)
                    .isThrownBy(() -> Marks.none().withCountry(none));
        }
    }

    @Test
    void searchByObjectThenOnlyItsEntries() {
        assertThat(numbers("acme", ALL.withMarks(object("form:1"))))
                .containsExactlyInAnyOrderElementsOf(
                        where(6, 1).stream().filter(i -> i % 4 < 2).toList());
        assertThat(numbers("acme", ALL.withMarks(object("form:11")))).isEmpty();
        assertThat(numbers("acme", ALL.withMarks(object("form:1\",\"x\":\"")))).isEmpty();
    }

    @Test
    void searchByTextThenValuesInAnyCaseNeverNamesOrSecrets() {
        assertThat(numbers("acme", ALL.withMarks(text("NUMBER 1"))))
                .contains(1, 10, 19)
                .hasSize(11);
        assertThat(numbers("acme", ALL.withMarks(text("number 33 of \"ACME\"\n"))))
                .containsExactly(33);
        assertThat(numbers("acme", ALL.withMarks(text("té \\ 4"))))
                .contains(4, 40, 49)
                .hasSize(11);
        assertThat(numbers("acme", ALL.withMarks(text("of \"acme\"\n100%")))).hasSize(60);
        assertThat(numbers("acme", ALL.withMarks(text("number%1")))).isEmpty();
        assertThat(numbers("acme", ALL.withMarks(text("n_mber")))).isEmpty();
        assertThat(numbers("acme", ALL.withMarks(text("n.mber")))).isEmpty();
        assertThat(numbers("acme", ALL.withMarks(text("facts")))).isEmpty();
        assertThat(numbers("acme", ALL.withMarks(text("secret")))).isEmpty();
        assertThat(numbers("acme", ALL.withMarks(text("Alice")))).isEmpty();
        assertThat(numbers("acme", ALL.withMarks(text("form:2")))).contains(8).doesNotContain(2, 4);
        assertThat(numbers("acme", ALL.withMarks(text("form:4")))).contains(4).doesNotContain(2);
    }

    @Test
    void searchWhenConditionsComeTogetherThenAllHold() {
        TrailFilter combined = ALL.withActor(TestTrail.ALICE)
                .withActivity(Activity.AUTH_LOGIN)
                .withMarks(new Marks("field-app", "s-0", null, "form:0", "NUMBER"));

        assertThat(numbers("acme", combined)).containsExactly(0);
        assertThat(numbers("acme", combined.withOutcome(Outcome.DENIED))).isEmpty();
        assertThat(numbers("acme", combined.withTarget(TestTrail.BOB))).isEmpty();
    }

    @Test
    void filterWhenSomethingCannotBeLeftOutThenRefused() {
        TrailFilter timed = ALL.between(CLOCK.instant(), null);
        TrailFilter mixed = ALL.withAddress(block("192.0.2.1")).withOutcome(Outcome.DENIED);
        TrailFilter nested = ALL.withOutcome(Outcome.DENIED).without(List.of(ALL.withActor(TestTrail.BOB)));

        for (TrailFilter left : List.of(ALL, timed, mixed, nested)) {
            assertThatIllegalArgumentException().isThrownBy(() -> ALL.without(List.of(left)));
        }
        List<TrailFilter> many = Collections.nCopies(TrailFilter.MOST + 1, ALL.withOutcome(Outcome.DENIED));
        assertThatIllegalArgumentException().isThrownBy(() -> ALL.without(many));
    }

    @Test
    void searchWithoutSomethingThenExactlyTheRest() {
        List<TrailFilter> each = List.of(
                ALL.withOutcome(Outcome.DENIED),
                ALL.withPerson(TestTrail.ALICE),
                ALL.withActor(TestTrail.ALICE),
                ALL.withTarget(TestTrail.BOB),
                ALL.withActivity(Activity.ROLE_GRANTED),
                ALL.withCategory(Activity.ROLE_GRANTED.category()),
                ALL.withActivities(List.of(new ActivityPattern("data.*"), new ActivityPattern("rights"))),
                ALL.withMarks(client("field-app")),
                ALL.withMarks(session("s-5")),
                ALL.withMarks(request("r-7")),
                ALL.withMarks(object("form:1")),
                ALL.withMarks(text("number 4")),
                ALL.withAddress(block("192.0.2.0/24")));

        assertThat(each).allSatisfy(left -> {
            List<Integer> rest = new ArrayList<>(numbers("acme", ALL));
            assertThat(rest.removeAll(numbers("acme", left))).isTrue();
            TrailFilter without = ALL.without(List.of(left));
            assertThat(numbers("acme", without)).isEqualTo(rest).isNotEmpty();
            assertThat(walk(IMPATIENT, without, 25)).isEqualTo(rest);
            assertThat(READER.count("acme", without)).isEqualTo(new EntryCount(rest.size(), false));
        });
    }

    @Test
    void searchWithoutSeveralThenNoneOfThemAndWhatIsAskedForStillHolds() {
        TrailFilter filter = ALL.withActivities(
                        List.of(new ActivityPattern("auth.login"), new ActivityPattern("data.*")))
                .withAddress(block("192.0.2.1"))
                .without(List.of(
                        ALL.withActivity(Activity.DATA_READ),
                        ALL.withMarks(request("r-8")),
                        ALL.withActor(UUID.randomUUID())));

        assertThat(numbers("acme", filter)).isNotEmpty().doesNotContain(8).allMatch(i -> i % 4 == 0 && i % 8 < 4);
        assertThat(numbers("acme", filter.without(List.of()))).contains(8);
        assertThat(numbers("acme", filter.withAddress(block("192.0.3.0/24")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 60})
    void searchWalkedInPagesOfAnySizeThenTheSameEntries(int size) {
        List<TrailFilter> filters = List.of(
                ALL,
                ALL.withOutcome(Outcome.DENIED),
                ALL.withPerson(TestTrail.BOB).withMarks(client("field-app")),
                ALL.withTarget(TestTrail.BOB),
                ALL.withActivity(Activity.DATA_READ),
                ALL.withMarks(text("number 4")),
                ALL.withMarks(request("r-0")),
                ALL.withMarks(request("r-59")),
                ALL.withMarks(request("no-such-request")),
                ALL.withAddress(block("192.0.2.1")),
                ALL.withAddress(block("192.0.2.1")).withMarks(client("field-app")));

        List<TrailFilter> walked = size == 1 ? filters.subList(1, 4) : filters; // entry by entry takes long
        assertThat(walked).allSatisfy(filter -> {
            assertThat(walk(READER, filter, size)).isEqualTo(numbers("acme", filter));
            assertThat(walk(IMPATIENT, filter, size)).isEqualTo(numbers("acme", filter));
        });
    }

    @Test
    void searchWhenNothingMatchesForLongThenEndsWithAPlaceToGoOn() {
        EntryPage page = IMPATIENT.search("acme", ALL.withMarks(request("r-0")), null, 5);

        assertThat(page.entries()).isEmpty();
        assertThat(page.next()).isNotNull();
        assertThat(IMPATIENT.page("acme", ALL.withMarks(request("r-0")), null, 5))
                .hasSize(1);
    }

    private static List<Integer> numbers(String realm, TrailFilter filter) {
        EntryPage page = READER.search(realm, filter, null, 1_000);
        assertThat(page.next()).isNull();
        return numbers(page);
    }

    private static List<Integer> walk(TrailReader reader, TrailFilter filter, int size) {
        List<Integer> walked = new ArrayList<>();
        EntryPage page = reader.search("acme", filter, null, size);
        walked.addAll(numbers(page));
        while (page.next() != null) {
            page = reader.search(
                    "acme", filter, Cursor.parse(page.next().encoded()).orElseThrow(), size);
            assertThat(page.entries().size()).isLessThanOrEqualTo(size);
            walked.addAll(numbers(page));
        }
        return walked;
    }

    private static List<Integer> numbers(EntryPage page) {
        return page.entries().stream()
                .map(entry -> Integer.valueOf(entry.origin().request().substring(2)))
                .toList();
    }

    private static List<Integer> where(int modulus, int remainder) {
        return IntStream.range(0, 60)
                .filter(i -> i % modulus == remainder)
                .boxed()
                .toList();
    }

    private static AddressBlock block(String text) {
        return AddressBlock.parse(text).orElseThrow();
    }

    private static Marks client(String id) {
        return new Marks(id, null, null, null, null);
    }

    private static Marks session(String id) {
        return new Marks(null, id, null, null, null);
    }

    private static Marks request(String id) {
        return new Marks(null, null, id, null, null);
    }

    private static Marks object(String label) {
        return new Marks(null, null, null, label, null);
    }

    private static Marks text(String text) {
        return new Marks(null, null, null, null, text);
    }
}
