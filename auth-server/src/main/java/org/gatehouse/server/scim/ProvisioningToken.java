package org.gatehouse.server.scim;

import java.time.Instant;
import java.util.UUID;

/**
 * A long-lived bearer token of a provisioning client that cannot ask for access tokens.
 *
 * @param source the client's name: how the trail calls it, and in whose words its external identifiers are
 */
public record ProvisioningToken(UUID id, String source, Instant createdAt, Instant expiresAt) {}
