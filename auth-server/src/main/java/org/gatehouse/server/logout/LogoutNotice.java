package org.gatehouse.server.logout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a client was to be told of the end of somebody's sign-in, and what became of it.
 *
 * @param state {@code waiting}, {@code told}, {@code refused} by the client, or {@code failed}
 * @param problem a code for why it failed, or for why the last try did; null when nothing went wrong
 * @param endedAt when the client was told, or it was given up
 */
public record LogoutNotice(
        String client,
        String state,
        @Nullable String problem,
        int tries,
        Instant queuedAt,
        @Nullable Instant endedAt) {}
