package org.gatehouse.server.scim;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived bearer token of a provisioning client that cannot ask for access tokens.
 *
 * @param source how the trail calls the client, and in whose words its external identifiers are: {@code scim:} and a name
 *     of its own, or {@code connection:} and the alias of the connection its people also sign in through, with the tenant
 *     where the provider has those. The colon is in no identifier of a realm's clients, so neither is taken for one
 * @param issuer of the people a connection's client announces; null of a client of its own name
 */
public record ProvisioningToken(
        UUID id, String source, @Nullable String issuer, Instant createdAt, Instant expiresAt) {}
