package org.gatehouse.keycloak.attestation;

import org.gatehouse.keycloak.signin.DueActionFactory;
import org.gatehouse.realm.keycloak.AttestedTexts;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Offers {@code gatehouse-attestations} as a required action. */
public final class AttestationActionFactory extends DueActionFactory {

    public AttestationActionFactory() {
        super(
                AttestedTexts.ACTION,
                "Texts to accept (Gatehouse)",
                new ProviderConfigProperty(
                        AttestedTexts.CONFIGURATION,
                        "Texts",
                        "The realm file's attestations, as `realm keycloak` renders them",
                        ProviderConfigProperty.TEXT_TYPE,
                        null));
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return new AttestationAction();
    }

    @Override
    protected void check(RequiredActionConfigModel model) {
        Texts.of(model);
    }
}
