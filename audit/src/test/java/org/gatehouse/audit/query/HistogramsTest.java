package org.gatehouse.audit.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.Histogram.Bar;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistogramsTest {

    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(2));

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock(START.toString());
    private final JdbcAuditTrail trail = TestTrail.open(database, clock);
    private final TrailReader reader = TrailReader.on(database.dataSource(), trail.subjectKeys());
    private final TrailCounts counts = TrailCounts.on(database.dataSource(), reader);
    private final Histograms histograms = Histograms.on(reader, counts);

    @AfterEach
    void close() {
        trail.close();
    }

    @Test
    void askWithoutAnEndOrTheWrongWayRoundOrForTooLongThenRefused() {
        TrailFilter all = TrailFilter.all();

        for (TrailFilter filter : new TrailFilter[] {
            all,
            all.between(START, null),
            all.between(END, START),
            all.between(START, START),
            all.between(START, START.plus(Duration.ofDays(4_000)))
        }) {
            assertThatIllegalArgumentException().isThrownBy(() -> histograms.of("acme", filter));
        }
    }

    @Test
    void askByPersonOrNotThenTheSameBarsWithoutAGapAndRefusalsApart() throws SQLException {
        fill();
        TrailFilter days = TrailFilter.all().between(START, END);
        Histogram counted = histograms.of("acme", days);
        while (counts.fold()) {
            assertThat(histograms.of("acme", days)).isEqualTo(counted);
        }
        Histogram tried = histograms.of("acme", days.withActor(TestTrail.ALICE));

        assertThat(counted.width()).isEqualTo(Duration.ofHours(1));
        assertThat(counted.bars()).hasSize(48).startsWith(bar(0, 2, 1), bar(1, 2, 1), bar(2, 0, 0));
        assertThat(counted.entries()).isEqualTo(8);
        assertThat(counted.highest()).isEqualTo(2);
        assertThat(tried).isEqualTo(counted);
        assertThat(histograms.of("acme", days.withOutcome(Outcome.FAILURE)).entries())
                .isEqualTo(4);
        assertThat(histograms.of("acme", days.withPerson(TestTrail.BOB)).entries())
                .isZero();
        assertThat(histograms.of("nobody", days).entries()).isZero();
        TrailFilter failed = TrailFilter.all().withOutcome(Outcome.FAILURE);
        assertThat(histograms.of("acme", days.without(List.of(failed))).entries())
                .isEqualTo(4);
        TrailFilter signIns = TrailFilter.all().withActivities(List.of(new ActivityPattern("auth.*")));
        assertThat(histograms.of("acme", days.without(List.of(signIns))).entries())
                .isZero();
        assertThat(histograms.of("acme", days.withActivities(signIns.activities())))
                .isEqualTo(counted);
        AddressBlock anywhere = AddressBlock.parse("0.0.0.0/0").orElseThrow();
        Histogram opened = histograms.of("acme", days.withAddress(anywhere));
        assertThat(opened.entries()).isPositive();
        assertThat(opened.bars().stream().mapToLong(Bar::entries).sum()).isLessThanOrEqualTo(counted.entries());
    }

    @Test
    void askForMinutesThenBarsOfMinutesWholeAtBothEnds() {
        trail.append(signIn().build());

        Histogram bars =
                histograms.of("acme", TrailFilter.all().between(START.minusSeconds(30), START.plusSeconds(61)));

        assertThat(bars.width()).isEqualTo(Duration.ofMinutes(1));
        assertThat(bars.from()).isEqualTo(START.minusSeconds(60));
        assertThat(bars.until()).isEqualTo(START.plusSeconds(120));
        assertThat(bars.bars()).extracting(Bar::entries).containsExactly(0L, 1L, 0L);
    }

    @Test
    void askWhereTooManyMustBeTriedThenPartial() {
        fill();
        Histograms impatient = Histograms.on(TrailReader.on(database.dataSource(), trail.subjectKeys(), 1), counts);

        Histogram bars =
                impatient.of("acme", TrailFilter.all().between(START, END).withOutcome(Outcome.FAILURE));

        assertThat(bars.partial()).isTrue();
        assertThat(bars.entries()).isBetween(1L, 3L);
    }

    private static Bar bar(int hour, long entries, long refused) {
        Instant from = START.plus(Duration.ofHours(hour));
        return new Bar(from, from.plus(Duration.ofHours(1)), entries, refused);
    }

    /** In the first two hours of each day a sign-in, one in vain, and one of another realm. */
    private void fill() {
        for (int i = 0; i < 4; i++) {
            clock.set(START.plus(Duration.ofDays(i / 2))
                    .plus(Duration.ofHours(i % 2))
                    .toString());
            trail.append(signIn().build());
            trail.append(signIn().outcome(Outcome.FAILURE).build());
            trail.append(AuditEvent.of("other", Activity.AUTH_LOGIN).build());
        }
    }
}
