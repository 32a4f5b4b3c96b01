package org.gatehouse.keycloak.mobile;

import org.gatehouse.realm.keycloak.MobileSessions;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.Profile;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;

/**
 * Exchanging a token (RFC 8693) with an app on either side. Keycloak tells policies before it answers and not when, so what
 * could live longer than the app's session cannot be cut any more and is refused.
 */
final class Exchange {

    private static final String LIFESPAN = "access.token.lifespan";

    private Exchange() {}

    static void check(KeycloakSession session, TokenExchangeRequestContext exchange, SessionBound bound)
            throws ClientPolicyException {
        SubjectToken subject = SubjectToken.of(session, exchange);
        if (subject == null) {
            return; // Keycloak refuses it
        }
        if (subject.wasExchanged()) {
            throw refusal("What came from an exchange is not exchanged again: it may be an app's.");
        }
        ClientModel client = exchange.getClient();
        AuthenticatedClientSessionModel app = subject.clientSession();
        if (app == null || MobileSessions.is(client.getAttribute(MobileSessions.KIND))) {
            throw refusal("An app exchanges no token.");
        }
        if (givesRefreshToken(exchange.getTokenExchangeContext().getParams().getRequestedTokenType())) {
            throw refusal("A session of an app is not exchanged for another.");
        }
        if (bound.end(app) < Time.currentTime() + lifespan(session.getContext().getRealm(), client)) {
            throw refusal("The session of the app is nearly over. Sign in again.");
        }
    }

    /** Keycloak's legacy exchange gives one to who asks for nothing in particular. */
    private static boolean givesRefreshToken(@Nullable String requested) {
        return requested == null
                ? Profile.isFeatureEnabled(Profile.Feature.TOKEN_EXCHANGE)
                : requested.equals(OAuth2Constants.REFRESH_TOKEN_TYPE);
    }

    /** Of less than a second is a token that lives as long as the session, or none. */
    private static long lifespan(RealmModel realm, ClientModel client) throws ClientPolicyException {
        String own = client.getAttribute(LIFESPAN);
        long seconds = own == null || own.isBlank() ? realm.getAccessTokenLifespan() : seconds(own);
        if (seconds < 1) {
            throw refusal("It cannot be told how long a token of this client lives.");
        }
        return seconds;
    }

    /** 0 of what is no number. */
    private static long seconds(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException ex) {
            return 0;
        }
    }

    private static ClientPolicyException refusal(String reason) {
        return new ClientPolicyException(OAuthErrorException.INVALID_REQUEST, reason);
    }
}
