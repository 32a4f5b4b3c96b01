package org.gatehouse.server.registration;

import java.time.Instant;
import java.util.UUID;

/**
 * What lets its holder register clients (RFC 7591 section 3).
 *
 * @param note what it is for; names no person
 * @param usesLeft how many clients it still lets register
 */
public record InitialAccessToken(UUID id, String note, int usesLeft, Instant createdAt, Instant expiresAt) {}
