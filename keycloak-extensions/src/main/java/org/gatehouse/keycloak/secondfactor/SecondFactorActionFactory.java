package org.gatehouse.keycloak.secondfactor;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.realm.keycloak.SecondFactors;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.userprofile.ValidationException;
import org.keycloak.validate.ValidationError;

/** Offers {@code gatehouse-second-factor} as a required action. */
public final class SecondFactorActionFactory implements RequiredActionFactory {

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return new SecondFactorAction();
    }

    @Override
    public String getId() {
        return SecondFactors.ACTION;
    }

    @Override
    public String getDisplayText() {
        return "Second factor (Gatehouse)";
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        List<ProviderConfigProperty> properties = new ArrayList<>(RequiredActionFactory.super.getConfigMetadata());
        properties.add(new ProviderConfigProperty(
                SecondFactors.CONFIGURATION,
                "Policy",
                "The realm file's secondFactor, as `realm keycloak` renders it",
                ProviderConfigProperty.TEXT_TYPE,
                null));
        return properties;
    }

    /** Refuses at once what could not be enforced later. */
    @Override
    public void validateConfig(KeycloakSession session, RealmModel realm, RequiredActionConfigModel model) {
        RequiredActionFactory.super.validateConfig(session, realm, model);
        try {
            FactorPolicy.of(model);
        } catch (InvalidPolicyException ex) {
            throw new ValidationException(
                    new ValidationError(getId(), SecondFactors.CONFIGURATION, String.valueOf(ex.getMessage())));
        }
    }

    @Override
    public void init(Config.Scope config) {} // nothing is configured outside of the realm

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
