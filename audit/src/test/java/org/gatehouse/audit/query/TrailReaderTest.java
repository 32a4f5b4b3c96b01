package org.gatehouse.audit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gatehouse.audit.testing.TestTrail.roleGranted;
import static org.gatehouse.audit.testing.TestTrail.signIn;
import static org.gatehouse.audit.testing.TestTrail.userUpdated;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.Receipt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrailReaderTest {

    private static final TrailDatabase DATABASE = TrailDatabase.create();
    private static final SettableClock CLOCK = new SettableClock("2026-11-21T10:00:00Z");
    private static final JdbcAuditTrail TRAIL = TestTrail.open(DATABASE, CLOCK);
    private static final TrailReader READER = TrailReader.on(DATABASE.dataSource(), TRAIL.subjectKeys());
    private static final List<Receipt> NEWEST_FIRST = new ArrayList<>();

    @BeforeAll
    static void fill() { // two tiers, and times shared between them
        for (int i = 0; i < 30; i++) {
            if (i % 3 == 0) {
                CLOCK.advance(Duration.ofHours(1));
            }
            NEWEST_FIRST.add(
                    0,
                    TRAIL.append(i % 2 == 0 ? signIn().build() : roleGranted().build()));
        }
        TRAIL.append(AuditEvent.of("other", Activity.AUTH_LOGIN).build());
    }

    @AfterAll
    static void close() {
        TRAIL.close();
    }

    @Test
    void latestWhenRealmIsUnknownThenNothing() {
        assertThat(READER.latest("nobody", 10)).isEmpty();
    }

    @Test
    void pageWhenLimitIsOutOfBoundsThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> READER.latest("acme", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> READER.latest("acme", TrailReader.MAX_PAGE + 1));
    }

    @Test
    void parseWhenCursorIsForgedThenEmpty() {
        assertThat(Cursor.parse("1; DROP TABLE")).isEmpty();
        assertThat(Cursor.parse("12-P9Y")).isEmpty();
        assertThat(Cursor.parse("99999999999999999999-P3Y")).isEmpty();
    }

    @Test
    void pageWhenWalkedThenEveryEntryOnceNewestFirstAndNoOtherRealms() {
        List<EntryView> walked = new ArrayList<>();
        Cursor cursor = null;
        for (List<EntryView> page = READER.page("acme", TrailFilter.all(), null, 4);
                !page.isEmpty();
                page = READER.page("acme", TrailFilter.all(), cursor, 4)) {
            walked.addAll(page);
            Cursor last = Cursor.after(page.get(page.size() - 1));
            cursor = Cursor.parse(last.encoded()).orElseThrow();
        }

        assertThat(walked).hasSize(30).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
        assertThat(walked.stream().map(view -> new Receipt(view.log(), view.index(), view.at())))
                .containsExactlyInAnyOrderElementsOf(NEWEST_FIRST);
    }

    @Test
    void pageWhenFilteredThenOnlyThose() {
        TrailFilter all = TrailFilter.all();
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");

        assertThat(read(all.withCategory(Category.RIGHTS)))
                .hasSize(15)
                .allMatch(v -> v.activity() == Activity.ROLE_GRANTED);
        assertThat(read(all.withActivity(Activity.AUTH_LOGIN))).hasSize(15);
        assertThat(read(all.withActivity(Activity.AUTH_LOGIN).withCategory(Category.RIGHTS)))
                .isEmpty();
        assertThat(read(all.withOutcome(Outcome.FAILURE))).isEmpty();
        assertThat(read(all.withPerson(TestTrail.BOB))).hasSize(15);
        assertThat(read(all.withPerson(TestTrail.ALICE))).hasSize(30);
        assertThat(read(all.withPerson(UUID.randomUUID()))).isEmpty();
        assertThat(read(all.between(noon, noon.plus(Duration.ofHours(1))))).hasSize(3);
    }

    @Test
    void pageWhenFilteredByActorOrTargetThenOnlyInThatPart() {
        String realm = "parts";
        TRAIL.append(AuditEvent.of(realm, Activity.USER_UPDATED)
                .actor(TestTrail.alice())
                .target(TestTrail.bob())
                .build());
        TRAIL.append(AuditEvent.of(realm, Activity.CREDENTIAL_CHANGED)
                .actor(TestTrail.alice())
                .target(TestTrail.alice())
                .build());
        TrailFilter all = TrailFilter.all();

        assertThat(codes(realm, all.withActor(TestTrail.ALICE))).containsExactly("credential.changed", "user.updated");
        assertThat(codes(realm, all.withActor(TestTrail.BOB))).isEmpty();
        assertThat(codes(realm, all.withTarget(TestTrail.BOB))).containsExactly("user.updated");
        assertThat(codes(realm, all.withTarget(TestTrail.ALICE))).containsExactly("credential.changed");
        assertThat(codes(realm, all.withActor(TestTrail.ALICE).withTarget(TestTrail.BOB)))
                .containsExactly("user.updated");
        assertThat(codes(realm, all.withPerson(TestTrail.BOB).withActor(TestTrail.ALICE)))
                .containsExactly("user.updated");
        assertThat(codes(realm, all.withTarget(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void findWhenLogOrPlaceIsAnotherThenEmpty() {
        EntryView entry = READER.latest("acme", 1).get(0);
        Tier tier = Tier.find(entry.log().substring("acme/".length())).orElseThrow();

        assertThat(READER.find("acme", tier, entry.index())).contains(entry);
        assertThat(READER.find("acme", tier, 1_000_000)).isEmpty();
        assertThat(READER.find("acme", Tier.P1M, entry.index())).isEmpty();
        assertThat(READER.find("nobody", tier, entry.index())).isEmpty();
    }

    private static List<String> codes(String realm, TrailFilter filter) {
        return READER.page(realm, filter, null, 10).stream()
                .map(entry -> entry.activity().code())
                .toList();
    }

    @Test
    void latestThenTheEventComesBackWhole() {
        String realm = "whole";
        try (JdbcAuditTrail trail = TestTrail.open(DATABASE, CLOCK)) {
            AuditEvent update = userUpdated().origin(TestTrail.browser()).build();
            trail.append(new AuditEvent(
                    realm,
                    update.activity(),
                    update.outcome(),
                    "asked",
                    update.actor(),
                    update.target(),
                    update.origin(),
                    Instant.parse("2026-11-01T00:00:00.123456Z"),
                    update.detail(),
                    update.changes()));
        }

        EntryView view = READER.latest(realm, 1).get(0);

        assertThat(view.actor()).isEqualTo(TestTrail.alice());
        assertThat(view.target()).isEqualTo(TestTrail.bob());
        assertThat(view.origin()).isEqualTo(TestTrail.browser());
        assertThat(view.reason()).isEqualTo("asked");
        assertThat(view.node()).isEqualTo("node-1");
        assertThat(view.occurredAt()).isEqualTo("2026-11-01T00:00:00.123456Z");
        assertThat(view.changes())
                .containsExactly(Change.personal("phone", "+33 1", "+33 2"), Change.of("locale", "en", "fr"));
    }

    @Test
    void latestWhenPartiesAreNotPeopleThenTheirLabelsComeBack() {
        TRAIL.append(AuditEvent.of("things", Activity.OBJECT_ACCESS_CHANGED)
                .actor(Party.client("sync"))
                .target(Party.object("form", "42"))
                .build());

        EntryView view = READER.latest("things", 1).get(0);

        assertThat(view.actor()).isEqualTo(Party.client("sync"));
        assertThat(view.target()).isEqualTo(Party.object("form", "42"));
    }

    private static List<EntryView> read(TrailFilter filter) {
        return READER.page(
                "acme",
                filter.between(
                        filter.from(), filter.until() == null ? Instant.parse("2026-11-22T00:00:00Z") : filter.until()),
                null,
                100);
    }
}
