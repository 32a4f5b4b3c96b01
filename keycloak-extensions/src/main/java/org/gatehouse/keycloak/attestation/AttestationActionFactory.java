package org.gatehouse.keycloak.attestation;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.realm.keycloak.AttestedTexts;
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

/** Offers {@code gatehouse-attestations} as a required action. */
public final class AttestationActionFactory implements RequiredActionFactory {

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return new AttestationAction();
    }

    @Override
    public String getId() {
        return AttestedTexts.ACTION;
    }

    @Override
    public String getDisplayText() {
        return "Texts to accept (Gatehouse)";
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        List<ProviderConfigProperty> properties = new ArrayList<>(RequiredActionFactory.super.getConfigMetadata());
        properties.add(new ProviderConfigProperty(
                AttestedTexts.CONFIGURATION,
                "Texts",
                "The realm file's attestations, as `realm keycloak` renders them",
                ProviderConfigProperty.TEXT_TYPE,
                null));
        return properties;
    }

    /** Refuses at once what could not be enforced later. */
    @Override
    public void validateConfig(KeycloakSession session, RealmModel realm, RequiredActionConfigModel model) {
        RequiredActionFactory.super.validateConfig(session, realm, model);
        try {
            Texts.of(model);
        } catch (InvalidTextsException ex) {
            throw new ValidationException(
                    new ValidationError(getId(), AttestedTexts.CONFIGURATION, String.valueOf(ex.getMessage())));
        }
    }

    @Override
    public void init(Config.Scope config) {} // nothing is configured outside of the realm

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
