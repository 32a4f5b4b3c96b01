package org.gatehouse.realm.client;

import org.jspecify.annotations.Nullable;

/**
 * How a client learns of a logout.
 *
 * @param backchannel where the service tells it (OpenID Connect Back-Channel Logout)
 * @param frontchannel the page that ends its session in the browser (OpenID Connect Front-Channel Logout)
 */
public record LogoutUris(
        @Nullable String backchannel, @Nullable String frontchannel) {

    public static final LogoutUris NONE = new LogoutUris(null, null);
}
