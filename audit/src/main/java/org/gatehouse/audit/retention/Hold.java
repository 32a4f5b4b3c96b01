package org.gatehouse.audit.retention;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold: entries of a realm that are kept although their time has come.
 *
 * @param from inclusive
 * @param until exclusive; null holds everything still to come
 * @param aboutPerson whether only entries that one person did or suffered are held; who that is, is not told
 * @param reason why, in the words of who set it; must not name a person
 * @param liftedAt null while it holds
 */
public record Hold(
        UUID id,
        Instant from,
        @Nullable Instant until,
        boolean aboutPerson,
        String reason,
        Instant setAt,
        @Nullable Instant liftedAt) {}
