package org.gatehouse.server.logout;

import org.gatehouse.server.session.SignedInAccount;
import org.jspecify.annotations.Nullable;

/**
 * A client's request to sign somebody out, as far as it was validated (RP-Initiated Logout 1.0 section 2).
 *
 * @param client who asks; null when that is not known
 * @param subject of the ID token that came as a hint; null without one
 * @param session the {@code sid} of that ID token
 * @param target a registered post-logout redirect URI of the client; null when the way ends here
 * @param state goes back with the target, and only with it
 * @param hint what the client calls the person
 * @param asked the sign-in of the person who was asked whether they want to sign out
 */
record LogoutRequest(
        @Nullable String client,
        @Nullable String subject,
        @Nullable String session,
        @Nullable String target,
        @Nullable String state,
        @Nullable String hint,
        @Nullable String asked) {

    /** Of somebody who signs out on our own pages. */
    static final LogoutRequest OWN = new LogoutRequest(null, null, null, null, null, null, null);

    /** Whether an ID token proves that it comes from a client of the sign-in it names. */
    boolean isProven() {
        return subject != null;
    }

    LogoutRequest asking(SignedInAccount person) {
        return new LogoutRequest(client, subject, session, target, state, hint, person.reference());
    }

    boolean hasAsked(SignedInAccount person) {
        return person.reference().equals(asked);
    }
}
