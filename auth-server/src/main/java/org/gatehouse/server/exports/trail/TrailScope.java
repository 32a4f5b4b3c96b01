package org.gatehouse.server.exports.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries an export is of. It is kept and told as JSON.
 *
 * @param from inclusive
 * @param until exclusive; never later than the order itself
 * @param person as actor or as target
 * @param proofs whether each entry comes with its leaf hash
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrailScope(
        Instant from,
        Instant until,
        @Nullable String category,
        @Nullable String activity,
        @Nullable String outcome,
        @Nullable UUID person,
        boolean proofs) {}
