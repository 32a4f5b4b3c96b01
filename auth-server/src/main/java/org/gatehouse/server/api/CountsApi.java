package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.gatehouse.audit.query.EntryCount;
import org.gatehouse.audit.query.TrailCounts;
import org.gatehouse.audit.query.TrailCounts.Bucket;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.reading.TrailReading;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /audit/counts}: how many entries match, or how many of which activity each hour or day has. */
@RestController
@RequestMapping("/api/realms/{realm}/audit/counts")
class CountsApi {

    private static final Duration MOST_HOURS = Duration.ofDays(31);
    private static final Duration MOST_DAYS = Duration.ofDays(400);

    private final TrailReader reader;
    private final TrailCounts counts;
    private final TrailReading reading;

    CountsApi(TrailReader reader, TrailCounts counts, TrailReading reading) {
        this.reader = reader;
        this.counts = counts;
        this.reading = reading;
    }

    record BucketJson(Instant from, String activity, long entries, long refused) {

        static BucketJson of(Bucket bucket) {
            return new BucketJson(bucket.from(), bucket.activity().code(), bucket.entries(), bucket.refused());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CountJson(long entries, boolean more, @Nullable List<BucketJson> buckets) {}

    @GetMapping
    CountJson count(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestParam(required = false) @Nullable String by,
            HttpServletRequest request) {
        actor.require(Permission.AUDIT_READ);
        String realm = actor.realm().name();
        TrailFilter filter = new EntryConditions(request.getParameterMap())
                .only(Set.of("by"))
                .filter(reader.customActivities(realm));
        EntryConditions.requireSeen(actor, filter);
        TrailFilter countable = by == null ? filter : countable(filter, width(by));
        reading.begin(actor);
        if (by == null) {
            EntryCount count = reader.count(realm, filter);
            return new CountJson(count.entries(), count.more(), null);
        }
        List<Bucket> buckets = counts.histogram(realm, countable, width(by));
        long entries = buckets.stream().mapToLong(Bucket::entries).sum();
        return new CountJson(
                entries, false, buckets.stream().map(BucketJson::of).toList());
    }

    private static Duration width(String by) {
        return switch (by) {
            case "hour" -> Duration.ofHours(1);
            case "day" -> Duration.ofDays(1);
            default -> throw ApiException.invalid("'by' must be hour or day.");
        };
    }

    private static TrailFilter countable(TrailFilter filter, Duration width) {
        Instant from = filter.from();
        Instant until = filter.until();
        if (!filter.isCountable() || from == null || until == null) {
            throw ApiException.invalid(
                    "With 'by' give 'from' and 'until', 'category' and 'activity', and nothing else.");
        }
        ChronoUnit full = width.toHours() == 1 ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        if (!from.equals(from.truncatedTo(full)) || !until.equals(until.truncatedTo(full))) {
            throw ApiException.invalid("With 'by' the times must be full hours or days, in UTC.");
        }
        Duration most = full == ChronoUnit.HOURS ? MOST_HOURS : MOST_DAYS;
        if (Duration.between(from, until).compareTo(most) > 0) {
            throw ApiException.invalid("By hour up to 31 days can be counted, by day up to 400.");
        }
        return filter;
    }
}
