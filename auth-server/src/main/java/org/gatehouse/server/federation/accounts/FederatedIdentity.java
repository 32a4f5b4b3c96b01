package org.gatehouse.server.federation.accounts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a provider speaks for, linked to the account that is theirs here.
 *
 * @param id names the link in addresses
 * @param connection the alias of the connection, which may be gone from the realm by now
 * @param issuer and subject are what the identity is
 * @param userName what the provider called them last, to recognise it by
 * @param guest whether they were a guest there when they last came
 */
public record FederatedIdentity(
        UUID id,
        UUID account,
        String connection,
        String issuer,
        String subject,
        @Nullable String userName,
        boolean guest,
        Instant linkedAt,
        Instant lastUsedAt) {

    @Override
    public String toString() {
        return "FederatedIdentity[" + connection + "]"; // never let a log line carry who it is
    }
}
