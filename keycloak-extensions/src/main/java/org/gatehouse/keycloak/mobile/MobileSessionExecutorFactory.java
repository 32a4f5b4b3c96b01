package org.gatehouse.keycloak.mobile;

import java.util.List;
import org.gatehouse.realm.TokenLifetimes;
import org.gatehouse.realm.keycloak.MobileSessions;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** Offers {@code gatehouse-mobile-session} to client profiles. */
public final class MobileSessionExecutorFactory implements ClientPolicyExecutorProviderFactory {

    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        return new MobileSessionExecutor(session);
    }

    @Override
    public String getId() {
        return MobileSessions.EXECUTOR;
    }

    @Override
    public String getHelpText() {
        return "Ends every session and token of an app some time after the person showed who they are, whatever is"
                + " refreshed and whatever the realm or the client says.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(new ProviderConfigProperty(
                "session",
                "Session",
                "Seconds from when the person showed who they are; at most a day",
                ProviderConfigProperty.STRING_TYPE,
                String.valueOf(TokenLifetimes.LONGEST_MOBILE_SESSION.toSeconds())));
    }

    @Override
    public void init(Config.Scope config) {} // nothing is configured outside of the realm

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
