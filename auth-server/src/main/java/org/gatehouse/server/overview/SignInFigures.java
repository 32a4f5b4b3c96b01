package org.gatehouse.server.overview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.ToLongFunction;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.query.TrailCounts;
import org.gatehouse.audit.query.TrailCounts.Bucket;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.rights.Actor;
import org.springframework.stereotype.Component;

/**
 * Sign-ins of the last day beside those of the week before, from hours the trail counts anyway: exact, and some hundred small
 * rows whatever the realm's size. Only the hour under way and any that was not counted yet are read.
 */
@Component
public class SignInFigures {

    private static final int DAYS_BEFORE = 7;
    private static final Duration HOUR = Duration.ofHours(1);

    private final TrailCounts counts;
    private final Clock clock;

    SignInFigures(TrailCounts counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Sign-ins since a full hour a day ago.
     *
     * @param all of them, successful or not
     * @param refused those that failed or were refused
     * @param usualAll as many a day on average in the week before
     * @param usualRefused the same of those that failed or were refused
     */
    public record Figures(Instant since, long all, long refused, long usualAll, long usualRefused) {

        /** Twice as many failures as usual, and more than anybody makes by mistyping. */
        public boolean isUnusual() {
            return refused >= 20 && refused > 2 * usualRefused;
        }
    }

    public Figures of(Actor actor) {
        actor.require(Permission.AUDIT_READ);
        Instant until = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(HOUR);
        Instant since = until.minus(Duration.ofDays(1));
        Instant begin = since.minus(Duration.ofDays(DAYS_BEFORE));
        List<Bucket> hours = counts.histogram(
                actor.realm().name(),
                TrailFilter.all().withActivity(Activity.AUTH_LOGIN).between(begin, until),
                HOUR);
        List<Bucket> today =
                hours.stream().filter(hour -> !hour.from().isBefore(since)).toList();
        List<Bucket> before =
                hours.stream().filter(hour -> hour.from().isBefore(since)).toList();
        return new Figures(
                since,
                sum(today, Bucket::entries),
                sum(today, Bucket::refused),
                average(before, Bucket::entries),
                average(before, Bucket::refused));
    }

    private static long average(List<Bucket> hours, ToLongFunction<Bucket> what) {
        return Math.round((double) sum(hours, what) / DAYS_BEFORE);
    }

    private static long sum(List<Bucket> hours, ToLongFunction<Bucket> what) {
        return hours.stream().mapToLong(what).sum();
    }
}
