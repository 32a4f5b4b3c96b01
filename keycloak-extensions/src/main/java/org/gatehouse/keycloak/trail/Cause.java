package org.gatehouse.keycloak.trail;

import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;

/**
 * Who did what a transaction does, and from where. Keycloak's model tells what changed and not by whom; the event of the
 * same transaction does.
 *
 * @param connection the identity provider on whose word it was done
 */
record Cause(Party actor, Origin origin, @Nullable String connection) {

    /**
     * Who made the request when no event says it: what is done to a realm, Keycloak tells the realm of the administrator.
     * The token is one Keycloak has accepted.
     */
    static Cause ofRequest(KeycloakSession session) {
        if (!(session.getContext().getBearerToken() instanceof AccessToken token)) {
            return system();
        }
        Origin origin = new Origin(
                token.getIssuedFor(), null, null, Requests.address(session), Requests.header(session, "User-Agent"));
        return new Cause(bearer(session, token), origin, null);
    }

    /** Tokens of Keycloak's own consoles name only the session. */
    private static Party bearer(KeycloakSession session, AccessToken token) {
        UserSessionModel known = session.getContext().getUserSession();
        if (known != null && known.getUser() != null) {
            return People.of(known.getRealm(), known.getUser());
        }
        String issuer = String.valueOf(token.getIssuer());
        RealmModel realm = session.realms().getRealmByName(issuer.substring(issuer.lastIndexOf('/') + 1));
        return People.find(session, realm, token.getSubject());
    }

    /** Keycloak by itself: an import, a migration, a scheduled task. */
    static Cause system() {
        return new Cause(Party.system(), Origin.none(), null);
    }
}
