package org.gatehouse.server.newpassword;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.function.Supplier;

/** Counts what one browser asks of this node: a bound on its costs, not a defence, so no other node needs to know. */
final class Turns {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final int MOST_BROWSERS = 50_000;

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_BROWSERS)
            .expireAfterAccess(MINUTE)
            .build();

    private final Supplier<Bucket> made;

    /** @param aMinute how many turns a browser has in a minute, at once if it likes */
    Turns(int aMinute) {
        this.made = () -> Bucket.builder()
                .addLimit(limit -> limit.capacity(aMinute).refillGreedy(aMinute, MINUTE))
                .build();
    }

    /** How long to wait when the browser has had its turns; zero when this was one. */
    Duration take(String browser) {
        ConsumptionProbe probe = buckets.get(browser, key -> made.get()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }
}
