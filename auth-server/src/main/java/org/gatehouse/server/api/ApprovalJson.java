package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.approval.Approval;
import org.jspecify.annotations.Nullable;

/** A request for a second person's decision, as the API writes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApprovalJson(
        UUID id,
        String kind,
        Map<String, String> change,
        @Nullable Map<String, String> details,
        UUID requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        String state,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt) {

    static ApprovalJson of(Approval approval) {
        return of(approval, Map.of());
    }

    /** @param details what else a second person should see of it */
    static ApprovalJson of(Approval approval, Map<String, String> details) {
        return new ApprovalJson(
                approval.id(),
                approval.kind(),
                approval.change(),
                details.isEmpty() ? null : details,
                approval.requestedBy(),
                approval.requestedAt(),
                approval.expiresAt(),
                AccountJson.lower(approval.state()),
                approval.decidedBy(),
                approval.decidedAt());
    }
}
