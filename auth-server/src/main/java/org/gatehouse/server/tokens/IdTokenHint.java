package org.gatehouse.server.tokens;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An ID token of this realm that a client shows again, expired or not.
 *
 * @param subject as the client knows the person
 * @param account whom that is; null when nobody of the realm
 * @param session the sign-in it came from
 */
public record IdTokenHint(
        String clientId,
        String subject,
        @Nullable UUID account,
        @Nullable String session) {}
