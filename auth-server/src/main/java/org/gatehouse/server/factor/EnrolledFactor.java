package org.gatehouse.server.factor;

import java.time.Instant;
import java.util.UUID;
import org.gatehouse.realm.signin.SecondFactor;
import org.jspecify.annotations.Nullable;

/**
 * A factor somebody has enrolled, whatever its kind.
 *
 * @param name what the person calls it
 * @param lastUsed null when it was not used yet
 */
public record EnrolledFactor(
        UUID id,
        SecondFactor kind,
        String name,
        Instant addedAt,
        @Nullable Instant lastUsed) {}
