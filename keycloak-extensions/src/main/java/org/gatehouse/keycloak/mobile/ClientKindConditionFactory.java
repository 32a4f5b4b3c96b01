package org.gatehouse.keycloak.mobile;

import java.util.List;
import org.gatehouse.realm.ClientKind;
import org.gatehouse.realm.keycloak.MobileSessions;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProvider;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProviderFactory;

/** Offers {@code gatehouse-client-kind} to client policies. */
public final class ClientKindConditionFactory implements ClientPolicyConditionProviderFactory {

    @Override
    public ClientPolicyConditionProvider<?> create(KeycloakSession session) {
        return new ClientKindCondition(session);
    }

    @Override
    public String getId() {
        return MobileSessions.CONDITION;
    }

    @Override
    public String getHelpText() {
        return "Holds for clients of one kind, as a realm file says it and their attribute " + MobileSessions.KIND
                + " keeps it; and when somebody exchanges a token of theirs.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of(new ProviderConfigProperty(
                "kind",
                "Kind",
                "web, mobile or service",
                ProviderConfigProperty.STRING_TYPE,
                ClientKind.MOBILE.code()));
    }

    @Override
    public void init(Config.Scope config) {} // nothing is configured outside of the realm

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
