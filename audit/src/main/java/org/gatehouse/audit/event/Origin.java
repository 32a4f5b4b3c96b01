package org.gatehouse.audit.event;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from. Address and user agent are personal: they are sealed with the actor, or under the realm's
 * key of the month when the actor is nobody known.
 *
 * @param client the OAuth client the request came through
 * @param session a handle of the session that says nothing outside the trail; never the cookie's value
 * @param request correlation only, for example the trace id
 */
public record Origin(
        @Nullable String client,
        @Nullable String session,
        @Nullable String request,
        @Nullable String address,
        @Nullable String userAgent) {

    private static final Origin NONE = new Origin(null, null, null, null, null);

    /** For what the service does by itself. */
    public static Origin none() {
        return NONE;
    }
}
