package org.gatehouse.server.console.trail;

import java.time.Duration;
import java.time.Instant;
import org.gatehouse.server.exports.trail.TrailExport;
import org.gatehouse.server.exports.trail.TrailExports;
import org.jspecify.annotations.Nullable;

/**
 * An export as the page tells it.
 *
 * @param waiting whom it waits for, when it does
 * @param rate entries a second since it was begun; null before there is one to tell
 * @param minutes about how many are left; null when nobody can say
 */
record ExportLine(
        TrailExport export,
        WaitingExports.@Nullable Waiting waiting,
        @Nullable Long rate,
        @Nullable Long minutes) {

    static ExportLine of(TrailExport export, WaitingExports.@Nullable Waiting waiting, Instant now) {
        Instant begun = export.expiresAt().minus(TrailExports.KEPT);
        long seconds = Duration.between(begun, now).toSeconds();
        if (export.state() != TrailExport.State.RUNNING || seconds < 1 || export.entries() == 0) {
            return new ExportLine(export, waiting, null, null);
        }
        long rate = Math.max(1, export.entries() / seconds);
        Long expected = export.expected();
        return new ExportLine(
                export, waiting, rate, expected == null ? null : (Long) minutes(expected - export.entries(), rate));
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
