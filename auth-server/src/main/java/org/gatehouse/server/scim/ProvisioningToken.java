package org.gatehouse.server.scim;

import java.time.Instant;
import java.util.UUID;

/**
 * A long-lived bearer token of a provisioning client that cannot ask for access tokens.
 *
 * @param source how the trail calls the client, and in whose words its external identifiers are: {@code scim:} and a name
 *     of its own, or {@code connection:} and the alias of the connection its people also sign in through. The colon is in
 *     no identifier of a realm's clients, so neither is taken for one
 */
public record ProvisioningToken(UUID id, String source, Instant createdAt, Instant expiresAt) {}
