package org.gatehouse.server.web;

import org.jspecify.annotations.Nullable;

/**
 * What the frame around a page shows of its circumstances; null is not shown.
 *
 * @param realmName the display name of the realm the page belongs to
 * @param signedInAs the name of the person signed in
 * @param accountUrl where that person's account pages are
 * @param signOutUrl takes the POST that signs out
 */
public record PageFrame(
        @Nullable String realmName,
        @Nullable String signedInAs,
        @Nullable String accountUrl,
        @Nullable String signOutUrl) {

    /** Nothing known: nobody is signed in, no realm. */
    public static final PageFrame EMPTY = new PageFrame(null, null, null, null);

    /** In a realm, nobody signed in. */
    public static PageFrame ofRealm(String displayName) {
        return new PageFrame(displayName, null, null, null);
    }
}
