package org.gatehouse.keycloak.signin;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.userprofile.ValidationException;
import org.keycloak.validate.ValidationError;

/** Offers a required action whose whole configuration is one text, a part of the realm file as it is rendered. */
public abstract class DueActionFactory implements RequiredActionFactory {

    private final String id;
    private final String title;
    private final ProviderConfigProperty configuration;

    /** @param configuration the one text */
    protected DueActionFactory(String id, String title, ProviderConfigProperty configuration) {
        this.id = id;
        this.title = title;
        this.configuration = configuration;
    }

    /** @throws NotConfiguredException when it could not be enforced */
    protected abstract void check(RequiredActionConfigModel model);

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final String getDisplayText() {
        return title;
    }

    @Override
    public final List<ProviderConfigProperty> getConfigMetadata() {
        List<ProviderConfigProperty> properties = new ArrayList<>(RequiredActionFactory.super.getConfigMetadata());
        properties.add(configuration);
        return properties;
    }

    /** Refuses at once what could not be enforced later. */
    @Override
    public final void validateConfig(KeycloakSession session, RealmModel realm, RequiredActionConfigModel model) {
        RequiredActionFactory.super.validateConfig(session, realm, model);
        try {
            check(model);
        } catch (NotConfiguredException ex) {
            throw new ValidationException(
                    new ValidationError(id, configuration.getName(), String.valueOf(ex.getMessage())));
        }
    }

    @Override
    public final void init(Config.Scope config) {} // nothing is configured outside of the realm

    @Override
    public final void postInit(KeycloakSessionFactory factory) {}

    @Override
    public final void close() {}
}
