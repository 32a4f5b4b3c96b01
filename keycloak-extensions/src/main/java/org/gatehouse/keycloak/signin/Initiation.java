package org.gatehouse.keycloak.signin;

import org.keycloak.models.Constants;
import org.keycloak.sessions.AuthenticationSessionModel;

/** That a client asked for a required action, with the parameter {@code kc_action}. */
final class Initiation {

    private Initiation() {}

    /** What is due anyway is no favour to a client: it is neither skipped nor can it be cancelled ({@code cancel-aia}). */
    static void forget(AuthenticationSessionModel signIn, String action) {
        String asked = signIn.getClientNote(Constants.KC_ACTION);
        if (asked != null && (asked.equals(action) || asked.startsWith(action + ":"))) {
            signIn.removeClientNote(Constants.KC_ACTION);
            signIn.removeClientNote(Constants.KC_ACTION_EXECUTING);
        }
    }
}
