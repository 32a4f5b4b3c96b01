package org.gatehouse.keycloak.mobile;

import java.time.Duration;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.realm.keycloak.MobileSessions;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenResponseContext;
import org.keycloak.protocol.oidc.grants.device.clientpolicy.context.DeviceTokenResponseContext;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;
import org.keycloak.services.clientpolicy.context.ResourceOwnerPasswordCredentialsResponseContext;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;
import org.keycloak.services.clientpolicy.context.TokenRefreshResponseContext;
import org.keycloak.services.clientpolicy.context.TokenRequestContext;
import org.keycloak.services.clientpolicy.context.TokenResponseContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/** Keeps an app to the bound of its sessions, at every event of Keycloak that gives a token or begins what will. */
final class MobileSessionExecutor implements ClientPolicyExecutorProvider<MobileSessionExecutor.Configuration> {

    private static final long LONGEST = TokenLifetimes.LONGEST_MOBILE_SESSION.toSeconds();

    private final KeycloakSession session;
    private @Nullable Configuration configuration;

    MobileSessionExecutor(KeycloakSession session) {
        this.session = session;
    }

    /** What Keycloak reads from the profile, by the names of its properties. */
    public static final class Configuration extends ClientPolicyExecutorConfigurationRepresentation {

        private @Nullable Long session;

        /** Seconds. */
        public @Nullable Long getSession() {
            return session;
        }

        public void setSession(@Nullable Long session) {
            this.session = session;
        }
    }

    @Override
    public Class<Configuration> getExecutorConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public void setupConfiguration(Configuration configured) {
        configuration = configured;
    }

    @Override
    public String getProviderId() {
        return MobileSessions.EXECUTOR;
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        switch (context.getEvent()) {
            case AUTHORIZATION_REQUEST -> ask((AuthorizationRequestContext) context);
            case TOKEN_REQUEST -> begin(((TokenRequestContext) context).getClientSession());
            case TOKEN_RESPONSE -> bound().end(((TokenResponseContext) context).getAccessTokenResponseBuilder());
            case TOKEN_REFRESH_RESPONSE ->
                bound().end(((TokenRefreshResponseContext) context).getAccessTokenResponseBuilder());
            case IMPLICIT_HYBRID_TOKEN_RESPONSE ->
                bound().end(((ImplicitHybridTokenResponse) context).getAccessTokenResponseBuilder());
            case DEVICE_TOKEN_RESPONSE ->
                bound().end(((DeviceTokenResponseContext) context).getAccessTokenResponseBuilder());
            case BACKCHANNEL_TOKEN_RESPONSE ->
                bound().end(((BackchannelTokenResponseContext) context).getAccessTokenResponseBuilder());
            case RESOURCE_OWNER_PASSWORD_CREDENTIALS_RESPONSE ->
                bound().end(((ResourceOwnerPasswordCredentialsResponseContext) context)
                        .getAccessTokenResponseBuilder());
            case TOKEN_EXCHANGE_REQUEST -> Exchange.check(session, (TokenExchangeRequestContext) context, bound());
            case JWT_AUTHORIZATION_GRANT ->
                throw new ClientPolicyException(
                        OAuthErrorException.UNAUTHORIZED_CLIENT, "Nobody is there who could show who they are.");
            default -> {} // gives no token
        }
    }

    private void ask(AuthorizationRequestContext request) throws ClientPolicyException {
        bound().ask(request.getAuthorizationEndpointRequest().getMaxAge(), request.getAuthenticationSession());
    }

    private void begin(AuthenticatedClientSessionModel clientSession) throws ClientPolicyException {
        bound().begin(clientSession);
    }

    /** Half a configuration bounds nothing, so nothing is given. */
    private SessionBound bound() throws ClientPolicyException {
        Long seconds = configuration == null ? null : configuration.getSession();
        if (seconds == null || seconds < 1 || seconds > LONGEST) {
            throw new ClientPolicyException(
                    OAuthErrorException.SERVER_ERROR,
                    "A profile of this realm does not say how long sessions of apps last: 1 to " + LONGEST
                            + " seconds.");
        }
        return new SessionBound(Duration.ofSeconds(seconds));
    }
}
