package org.gatehouse.audit.event;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from. Address and user agent are personal: they are sealed with the actor, or under the realm's
 * key of the month when the actor is nobody known. The country says of nobody who they are, and stays readable.
 *
 * @param client the OAuth client the request came through
 * @param session a handle of the session that says nothing outside the trail; never the cookie's value
 * @param request correlation only, for example the trace id
 * @param country of the address, a code of {@link Country}; null when it is unknown
 */
public record Origin(
        @Nullable String client,
        @Nullable String session,
        @Nullable String request,
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String country) {

    private static final Origin NONE = new Origin(null, null, null, null, null);

    /** From a country nobody knows. */
    public Origin(
            @Nullable String client,
            @Nullable String session,
            @Nullable String request,
            @Nullable String address,
            @Nullable String userAgent) {
        this(client, session, request, address, userAgent, null);
    }

    /** For what the service does by itself. */
    public static Origin none() {
        return NONE;
    }
}
