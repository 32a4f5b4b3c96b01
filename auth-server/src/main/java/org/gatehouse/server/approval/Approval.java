package org.gatehouse.server.approval;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for a second person's decision.
 *
 * @param change what will be done, exactly; identifiers only
 */
public record Approval(
        UUID id,
        String kind,
        Map<String, String> change,
        UUID requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        State state,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt) {

    /** Where a request stands. */
    public enum State {
        PENDING,
        APPROVED,
        REFUSED,
        EXPIRED
    }
}
