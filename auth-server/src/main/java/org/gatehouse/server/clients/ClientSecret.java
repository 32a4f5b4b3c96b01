package org.gatehouse.server.clients;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret a client has, which nobody can read any more.
 *
 * @param endsAt from when on it is refused; null means until somebody ends it
 */
public record ClientSecret(
        UUID id, Instant createdAt, @Nullable Instant endsAt) {}
