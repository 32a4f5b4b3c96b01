package org.gatehouse.server.federation;

import org.jspecify.annotations.Nullable;

/**
 * By what a provider knows whom it is to sign out (OpenID Connect RP-Initiated Logout 1.0 section 2). Personal.
 *
 * @param idToken null where it takes none, or it does not fit into an address
 * @param login what the provider says to name the person by ({@code login_hint}, of Entra ID); null when it says nothing
 */
record SignOutHints(@Nullable String idToken, @Nullable String login) {

    @Override
    public String toString() {
        return "SignOutHints[hidden]";
    }
}
