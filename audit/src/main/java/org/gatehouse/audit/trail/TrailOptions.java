package org.gatehouse.audit.trail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What rarely differs between installations.
 *
 * @param origin start of every log's origin line, {@code audit.<operator>/<region>}; an origin is never reused
 * @param maxWait how long an append may take before it is refused
 * @param maxClockSkew largest difference to the database's clock; null to not compare, for clocks set by hand
 * @param queueLength events that may wait on this node
 * @param batchSize events in one transaction
 */
public record TrailOptions(
        String origin, Duration maxWait, @Nullable Duration maxClockSkew, int queueLength, int batchSize) {

    /** Time people still wait for a page. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** What a synchronised clock never reaches. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(5);

    /** A fraction of a second of work at full load; more would only turn refusals into time-outs. */
    private static final int QUEUE_LENGTH = 8_192;

    /** Beyond this, larger transactions gain nothing. */
    private static final int BATCH_SIZE = 2_048;

    public static TrailOptions defaults() {
        return new TrailOptions("audit.gatehouse/local", MAX_WAIT, MAX_CLOCK_SKEW, QUEUE_LENGTH, BATCH_SIZE);
    }

    public TrailOptions withOrigin(String value) {
        return new TrailOptions(value, maxWait, maxClockSkew, queueLength, batchSize);
    }

    public TrailOptions withMaxWait(Duration value) {
        return new TrailOptions(origin, value, maxClockSkew, queueLength, batchSize);
    }

    public TrailOptions withMaxClockSkew(Duration value) {
        return new TrailOptions(origin, maxWait, value, queueLength, batchSize);
    }

    public TrailOptions withoutClockCheck() {
        return new TrailOptions(origin, maxWait, null, queueLength, batchSize);
    }

    public TrailOptions withQueueLength(int value) {
        return new TrailOptions(origin, maxWait, maxClockSkew, value, batchSize);
    }
}
