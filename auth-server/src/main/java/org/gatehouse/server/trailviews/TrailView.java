package org.gatehouse.server.trailviews;

import java.time.Instant;
import java.util.UUID;

/**
 * A question somebody kept.
 *
 * @param query of the trail page's address, with a question mark; empty for everything
 * @param shared whether everybody who reads the realm's trail sees it
 */
public record TrailView(UUID id, UUID owner, String name, String query, boolean shared, Instant createdAt) {}
