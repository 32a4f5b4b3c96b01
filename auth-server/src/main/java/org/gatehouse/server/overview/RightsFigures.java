package org.gatehouse.server.overview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailCounts;
import org.gatehouse.audit.query.TrailCounts.Bucket;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.rights.Actor;
import org.springframework.stereotype.Component;

/**
 * Changes of rights, and who became an administrator. The figures are of hours the trail counts anyway; entries are read of
 * the newest hours only in which a role was given at all, {@link #HOURS_READ} of them.
 */
@Component
public class RightsFigures {

    /** Days in which somebody counts as a new administrator. */
    static final int DAYS = 30;

    static final int HOURS_READ = 5;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int PAGE = 50;

    private final TrailCounts counts;
    private final TrailReader reader;
    private final Clock clock;

    RightsFigures(TrailCounts counts, TrailReader reader, Clock clock) {
        this.counts = counts;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * Since a full hour a week ago, and administrators of the last month.
     *
     * @param changes roles and groups given and taken, and what was refused of it
     * @param given roles given
     * @param refused what was tried in vain
     * @param administrators entries that gave somebody a role that decides on requests, newest first
     * @param more whether roles were given in more hours than were read
     */
    public record Figures(
            Instant since, long changes, long given, long refused, List<EntryView> administrators, boolean more) {}

    public Figures of(Actor actor) {
        actor.require(Permission.AUDIT_READ);
        Instant until = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(HOUR);
        Instant since = until.minus(DAY.multipliedBy(7));
        List<Bucket> week = counts.histogram(
                actor.realm().name(),
                TrailFilter.all().withCategory(Category.RIGHTS).between(since, until),
                HOUR);
        List<Bucket> hours = hoursOfRoles(actor, until);
        return new Figures(
                since,
                week.stream().mapToLong(Bucket::entries).sum(),
                week.stream()
                        .filter(hour -> hour.activity() == Activity.ROLE_GRANTED)
                        .mapToLong(hour -> hour.entries() - hour.refused())
                        .sum(),
                week.stream().mapToLong(Bucket::refused).sum(),
                administrators(actor, hours),
                hours.size() > HOURS_READ || hours.stream().anyMatch(hour -> given(hour) > PAGE));
    }

    /** The newest first. */
    private List<Bucket> hoursOfRoles(Actor actor, Instant until) {
        TrailFilter roles = TrailFilter.all()
                .withActivity(Activity.ROLE_GRANTED)
                .between(until.minus(DAY.multipliedBy(DAYS)), until);
        return counts.histogram(actor.realm().name(), roles, HOUR).stream()
                .filter(hour -> given(hour) > 0)
                .sorted(Comparator.comparing(Bucket::from).reversed())
                .toList();
    }

    private static long given(Bucket hour) {
        return hour.entries() - hour.refused();
    }

    private List<EntryView> administrators(Actor actor, List<Bucket> hours) {
        List<String> roles = actor.realm().definition().rolesWith(Permission.APPROVALS_DECIDE);
        List<EntryView> found = new ArrayList<>();
        hours.stream().limit(HOURS_READ).forEach(hour -> {
            TrailFilter filter = TrailFilter.all()
                    .withActivity(Activity.ROLE_GRANTED)
                    .withOutcome(Outcome.SUCCESS)
                    .between(hour.from(), hour.from().plus(HOUR));
            reader.search(actor.realm().name(), filter, null, PAGE).entries().stream()
                    .filter(entry -> roles.contains(entry.detail().getOrDefault("role", "")))
                    .forEach(found::add);
        });
        return found;
    }
}
