package org.gatehouse.server.devicegrant;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A device that asked for tokens.
 *
 * @param id of the token family it becomes
 * @param address it asked from
 * @param device what it said it is, in a few words; empty when it said nothing
 * @param validUntil from when on neither of its codes is good
 */
record DeviceGrant(
        UUID id,
        String clientId,
        Set<String> scopes,
        byte[] deviceCodeHash,
        String address,
        String device,
        State state,
        Instant createdAt,
        Instant validUntil) {

    /** Where it stands. */
    enum State {
        PENDING,
        APPROVED,
        DENIED,
        REDEEMED
    }

    DeviceGrant {
        scopes = Set.copyOf(scopes);
    }

    boolean isWaiting(Instant now) {
        return state == State.PENDING && now.isBefore(validUntil);
    }
}
