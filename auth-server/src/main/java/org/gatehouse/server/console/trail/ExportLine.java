package org.gatehouse.server.console.trail;

import java.time.Duration;
import java.time.Instant;
import org.gatehouse.server.exports.trail.TrailExport;
import org.jspecify.annotations.Nullable;

/**
 * An export as the page tells it.
 *
 * @param rate entries a second since it was ordered; null before there is one to tell
 * @param minutes about how many are left; null when nobody can say
 */
record ExportLine(
        TrailExport export, @Nullable Long rate, @Nullable Long minutes) {

    static ExportLine of(TrailExport export, Instant now) {
        long seconds = Duration.between(export.createdAt(), now).toSeconds();
        if (export.state() != TrailExport.State.RUNNING || seconds < 1 || export.entries() == 0) {
            return new ExportLine(export, null, null);
        }
        long rate = Math.max(1, export.entries() / seconds);
        Long expected = export.expected();
        return new ExportLine(
                export, rate, expected == null ? null : (Long) minutes(expected - export.entries(), rate));
    }

    /** Counted up: less than a minute is one. */
    private static long minutes(long entries, long rate) {
        return Duration.ofSeconds(Math.max(0, entries) / rate).toMinutes() + 1;
    }

    /** Whether all are there that were counted: what is left is to make one file of them. */
    public boolean isNearlyDone() {
        return export.expected() != null && export.entries() >= export.expected();
    }
}
