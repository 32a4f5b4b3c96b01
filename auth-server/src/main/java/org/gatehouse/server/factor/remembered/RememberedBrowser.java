package org.gatehouse.server.factor.remembered;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A browser that is not asked for the second factor again.
 *
 * @param platform the operating system, when the user agent tells it
 * @param lastUsed when it last stood in for the factor
 */
public record RememberedBrowser(
        UUID id, @Nullable String platform, Instant addedAt, Instant lastUsed, Instant expiresAt) {}
