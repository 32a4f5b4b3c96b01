package org.gatehouse.server.tokens;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An access token that is good right now.
 *
 * @param account whose it is; null when the client acts for itself
 * @param signedInAt when the person proved who they are; null when the client acts for itself
 * @param keyThumbprint of the key its sender must prove to have (RFC 9449); null when it is a bearer's
 */
public record BearerToken(
        String client,
        @Nullable UUID account,
        Set<String> scopes,
        @Nullable Instant signedInAt,
        @Nullable String keyThumbprint) {}
