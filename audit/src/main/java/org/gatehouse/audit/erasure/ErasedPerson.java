package org.gatehouse.audit.erasure;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An erasure as the database knows it.
 *
 * @param pseudonym what entries call the person, which names nobody any more; null when the trail had no key of theirs
 * @param entry {@code tier:index} of the entry that says so
 * @param redact whether the sealed bytes go as well
 * @param redactedAt when the last of them had gone
 */
public record ErasedPerson(
        UUID erasure,
        @Nullable Long pseudonym,
        @Nullable String entry,
        Instant at,
        boolean redact,
        @Nullable Instant redactedAt) {}
