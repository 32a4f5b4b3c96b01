package org.gatehouse.server.factor.totp;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An authenticator app somebody has enrolled; without its key.
 *
 * @param name what the person calls it
 * @param lastUsed when a code of it was last accepted; null when none was since it was added
 */
public record TotpFactor(
        UUID id, String name, Instant addedAt, @Nullable Instant lastUsed) {}
