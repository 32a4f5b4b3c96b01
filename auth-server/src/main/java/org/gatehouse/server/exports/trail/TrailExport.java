package org.gatehouse.server.exports.trail;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export of a realm's trail as it stands.
 *
 * @param entries written so far
 * @param expected about how many it will have; null when nobody counted that far
 * @param bytes written so far; of the whole file when it is ready
 * @param sha256 of the file in hexadecimal, when it is ready
 * @param checkpoints the newest signed note of each of the realm's logs, by tier, when it is ready
 * @param problem a code, when it failed
 * @param approval the request for a second person's decision, when one was needed
 */
public record TrailExport(
        UUID id,
        String realm,
        TrailFormat format,
        TrailScope scope,
        State state,
        long entries,
        @Nullable Long expected,
        long bytes,
        @Nullable String sha256,
        Map<String, String> checkpoints,
        @Nullable String problem,
        @Nullable UUID approval,
        Instant createdAt,
        Instant expiresAt) {

    /** How far it is. */
    public enum State {
        /** For a second person. */
        WAITING,
        RUNNING,
        READY,
        FAILED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public String fileName() {
        return realm + "-trail-" + id + "." + format.ending();
    }
}
