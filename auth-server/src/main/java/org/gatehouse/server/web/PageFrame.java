package org.gatehouse.server.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the frame around a page shows of its circumstances; null is not shown.
 *
 * @param realmName the display name of the realm the page belongs to
 * @param signedInAs the name of the person signed in
 * @param person tells this person's pages from another's in the same browser, for script
 * @param accountUrl where that person's account pages are
 * @param signOutUrl takes the POST that signs out
 * @param signInEnd when that will happen by itself
 */
public record PageFrame(
        @Nullable String realmName,
        @Nullable String signedInAs,
        @Nullable String person,
        @Nullable String accountUrl,
        @Nullable String signOutUrl,
        @Nullable SignInEnd signInEnd) {

    /** Nothing known: nobody is signed in, no realm. */
    public static final PageFrame EMPTY = new PageFrame(null, null, null, null, null, null);

    /**
     * A sign-in does not last; people are told before it ends and may stay (WCAG 2.2 criterion 2.2.1).
     *
     * @param idleSeconds how long it lasts without a request
     * @param at when it ends whatever is done
     * @param stayUrl takes a GET that is a request and nothing else
     */
    public record SignInEnd(long idleSeconds, Instant at, String stayUrl) {}

    /** In a realm, nobody signed in. */
    public static PageFrame ofRealm(String displayName) {
        return new PageFrame(displayName, null, null, null, null, null);
    }
}
