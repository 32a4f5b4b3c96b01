package org.gatehouse.server.devices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A phone somebody is signed in on.
 *
 * @param name the model, when the user agent tells it
 * @param platform the operating system, when the user agent tells it
 * @param lastSeen when the app last got or refreshed tokens
 * @param expiresAt when the person has to sign in again
 */
public record Device(
        UUID id,
        String clientId,
        @Nullable String name,
        @Nullable String platform,
        Instant firstSeen,
        Instant lastSeen,
        Instant expiresAt) {}
