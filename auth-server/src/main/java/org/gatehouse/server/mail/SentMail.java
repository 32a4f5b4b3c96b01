package org.gatehouse.server.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log of mail: that it was put out and what became of it, never what it said.
 *
 * @param kind a {@link MailKind}'s code
 * @param state {@code waiting}, {@code sent} or {@code failed}
 * @param problem a code for why it failed, or for why the last try did; null when nothing went wrong
 * @param endedAt when it was sent or given up
 */
public record SentMail(
        UUID id,
        String kind,
        String to,
        String state,
        @Nullable String problem,
        int tries,
        Instant queuedAt,
        @Nullable Instant endedAt) {}
