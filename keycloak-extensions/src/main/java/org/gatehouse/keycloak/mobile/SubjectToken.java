package org.gatehouse.keycloak.mobile;

import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;

/** The token somebody wants another for. */
record SubjectToken(KeycloakSession session, AccessToken token) {

    /** Null when it is none of this realm's; Keycloak says so itself. */
    static @Nullable SubjectToken of(KeycloakSession session, TokenExchangeRequestContext exchange) {
        String text = exchange.getTokenExchangeContext().getParams().getSubjectToken();
        AccessToken token = text == null ? null : session.tokens().decode(text, AccessToken.class);
        return token == null ? null : new SubjectToken(session, token);
    }

    boolean wasExchanged() {
        return OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE.equals(session.getProvider(TokenContextEncoderProvider.class)
                .getTokenContextFromTokenId(token.getId())
                .getGrantType());
    }

    @Nullable
    ClientModel client() {
        return realm().getClientByClientId(token.getIssuedFor());
    }

    /** The session of the client the token is from; null when it is over. */
    @Nullable
    AuthenticatedClientSessionModel clientSession() {
        UserSessionModel found = session.sessions().getUserSession(realm(), token.getSessionId());
        if (found == null) {
            found = session.sessions().getOfflineUserSession(realm(), token.getSessionId());
        }
        ClientModel client = client();
        return found == null || client == null ? null : found.getAuthenticatedClientSessionByClient(client.getId());
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
