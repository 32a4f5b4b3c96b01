package org.gatehouse.keycloak.secondfactor;

import org.gatehouse.keycloak.signin.DueActionFactory;
import org.gatehouse.realm.keycloak.SecondFactors;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Offers {@code gatehouse-second-factor} as a required action. */
public final class SecondFactorActionFactory extends DueActionFactory {

    public SecondFactorActionFactory() {
        super(
                SecondFactors.ACTION,
                "Second factor (Gatehouse)",
                new ProviderConfigProperty(
                        SecondFactors.CONFIGURATION,
                        "Policy",
                        "The realm file's secondFactor, as `realm keycloak` renders it",
                        ProviderConfigProperty.TEXT_TYPE,
                        null));
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return new SecondFactorAction();
    }

    @Override
    protected void check(RequiredActionConfigModel model) {
        FactorPolicy.of(model);
    }
}
