package org.gatehouse.server.trailviews;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question somebody kept.
 *
 * @param query of the trail page's address, with a question mark; empty for everything
 * @param shared whether everybody who reads the realm's trail sees it
 * @param alert how often it writes to its owner at most; null for never
 */
public record TrailView(
        UUID id,
        UUID owner,
        String name,
        String query,
        boolean shared,
        @Nullable AlertPace alert,
        Instant createdAt) {}
