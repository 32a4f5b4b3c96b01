package org.gatehouse.audit.erasure;

import java.time.Instant;
import java.util.UUID;

/**
 * One person's erasure.
 *
 * @param redact whether the sealed bytes go as well, not only the key that opens them
 */
public record Erasure(UUID id, String realm, UUID person, Instant at, boolean redact) {}
