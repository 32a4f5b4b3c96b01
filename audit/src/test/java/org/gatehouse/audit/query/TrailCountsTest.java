package org.gatehouse.audit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gatehouse.audit.testing.TestTrail.roleGranted;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.query.TrailCounts.Bucket;
import org.gatehouse.audit.retention.Expiry;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrailCountsTest {

    private static final Instant START = Instant.parse("2026-11-20T22:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(48));

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock(START.toString());
    private final JdbcAuditTrail trail = TestTrail.open(database, clock);
    private final TrailReader reader = TrailReader.on(database.dataSource(), trail.subjectKeys());
    private final TrailCounts counts = TrailCounts.on(database.dataSource(), reader);

    @AfterEach
    void close() {
        trail.close();
    }

    @Test
    void histogramWhenTheFilterIsNotOfActivityAndTimeThenRefused() {
        TrailFilter times = TrailFilter.all().between(START, END);

        for (TrailFilter filter : List.of(
                TrailFilter.all(),
                TrailFilter.all().between(START, null),
                times.withPerson(TestTrail.ALICE),
                times.withMarks(new Marks("web", null, null, null, null)))) {
            assertThatIllegalArgumentException().isThrownBy(() -> counts.histogram("acme", filter, HOUR));
        }
    }

    @Test
    void histogramThenTheSameCountedBeforehandOrNotAndNeverAnotherRealms() throws SQLException {
        fill(30);
        List<Bucket> before = histogram(TrailFilter.all(), HOUR);

        assertThat(before).hasSize(60).first().isEqualTo(new Bucket(START, Activity.AUTH_LOGIN, 2, 0));
        for (boolean more = counts.fold(); more; more = counts.fold()) {
            assertThat(histogram(TrailFilter.all(), HOUR)).isEqualTo(before);
        }
        assertThat(database.query("SELECT sum(entries) FROM audit.audit_count")).containsExactly("116");
        assertThat(counts.fold()).isFalse();
        trail.append(signIn().build());
        assertThat(histogram(TrailFilter.all(), HOUR).stream()
                        .mapToLong(Bucket::entries)
                        .sum())
                .isEqualTo(91);
        assertThat(counts.histogram("nobody", TrailFilter.all().between(START, END), HOUR))
                .isEmpty();
    }

    @Test
    void histogramByDayAndFilteredThenAddsUp() throws SQLException {
        fill(30);
        counts.fold();

        assertThat(histogram(TrailFilter.all().withCategory(Category.RIGHTS), DAY))
                .containsExactly(
                        new Bucket(Instant.parse("2026-11-20T00:00:00Z"), Activity.ROLE_GRANTED, 2, 0),
                        new Bucket(Instant.parse("2026-11-21T00:00:00Z"), Activity.ROLE_GRANTED, 24, 0),
                        new Bucket(Instant.parse("2026-11-22T00:00:00Z"), Activity.ROLE_GRANTED, 4, 0));
        TrailFilter hour = TrailFilter.all().between(START, START.plus(Duration.ofHours(1)));
        assertThat(counts.histogram("acme", hour, HOUR)).hasSize(2);
        assertThat(counts.histogram("acme", hour.withActivity(Activity.USER_ERASED), HOUR))
                .isEmpty();
    }

    @Test
    void foldOfTwoNodesAtOnceThenEachHourOnce() throws Exception {
        fill(30);
        TrailCounts other = TrailCounts.on(database.dataSource(), reader);
        Thread node = new Thread(() -> foldAll(other));
        node.start();
        foldAll(counts);
        node.join();
        foldAll(counts);

        assertThat(database.query("SELECT sum(entries) FROM audit.audit_count")).containsExactly("116");
    }

    @Test
    void histogramWhenAMonthWentThenItsCountsGoWithIt() throws SQLException {
        Expiry expiry = Expiry.of(database.dataSource(), trail, TestTrail.keyRing(), clock);
        fill(3);
        foldAll(counts);
        TrailFilter signIns = TrailFilter.all().withActivity(Activity.AUTH_LOGIN);
        assertThat(histogram(signIns, DAY)).isNotEmpty();

        clock.set("2028-02-01T00:00:00Z"); // sign-ins are kept for thirteen months after November
        expiry.run();

        assertThat(histogram(signIns, DAY)).isEmpty();
        foldAll(counts);
        assertThat(histogram(signIns, DAY)).isEmpty();
        assertThat(database.query("SELECT type FROM audit.audit_count WHERE hour < '2026-12-01T00:00:00Z'"))
                .containsOnly(String.valueOf(Activity.ROLE_GRANTED.id()));
    }

    @Test
    void countThenExactOrMore() {
        fill(30);
        TrailFilter all = TrailFilter.all();
        TrailReader impatient = TrailReader.on(database.dataSource(), trail.subjectKeys(), 4);

        assertThat(reader.count("acme", all)).isEqualTo(new EntryCount(90, false));
        assertThat(reader.count("acme", all.withPerson(TestTrail.BOB))).isEqualTo(new EntryCount(30, false));
        assertThat(reader.count("nobody", all)).isEqualTo(new EntryCount(0, false));
        assertThat(reader.count("acme", all.withActivity(Activity.ROLE_GRANTED)))
                .isEqualTo(new EntryCount(30, false));
        assertThat(impatient
                        .count("acme", all.withActivity(Activity.ROLE_GRANTED))
                        .more())
                .isTrue();
        assertThat(impatient.count("acme", all)).isEqualTo(new EntryCount(90, false));
    }

    private List<Bucket> histogram(TrailFilter filter, Duration width) {
        return counts.histogram("acme", filter.between(START, END), width);
    }

    /** Each hour two sign-ins and a grant, and one entry of another realm. */
    private void fill(int hours) {
        for (int i = 0; i < hours; i++) {
            trail.append(signIn().build());
            trail.append(signIn().build());
            trail.append(roleGranted().build());
            trail.append(AuditEvent.of("other", Activity.AUTH_LOGIN).build());
            clock.advance(Duration.ofHours(1));
        }
        clock.advance(Duration.ofMinutes(-30)); // the last hour is not over
    }

    private static void foldAll(TrailCounts counts) {
        try {
            while (counts.fold()) {
                Thread.onSpinWait();
            }
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
