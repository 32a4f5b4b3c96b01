package org.gatehouse.server.session;

import java.time.Instant;

/**
 * A browser somebody is signed in with.
 *
 * @param browser what it says of itself; empty when nothing can be made of that
 */
public record OpenSession(SignedInAccount signedIn, String browser, Instant lastSeen) {

    /** Names the sign-in; opens nothing. */
    public String reference() {
        return signedIn.reference();
    }
}
