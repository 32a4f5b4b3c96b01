package org.gatehouse.keycloak.trail;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Offers {@link OutboxTableProvider} to Keycloak. */
public final class OutboxTableProviderFactory implements JpaEntityProviderFactory {

    static final String ID = "gatehouse-trail-outbox";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new OutboxTableProvider();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
