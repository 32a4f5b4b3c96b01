package org.gatehouse.keycloak.trail;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Has Keycloak make the outbox when it makes or migrates its own tables. */
final class OutboxTableProvider implements JpaEntityProvider {

    /** The table is written with SQL: an entity would go through caches and listeners that have no business with it. */
    @Override
    public List<Class<?>> getEntities() {
        return List.of();
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/gatehouse-trail-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return OutboxTableProviderFactory.ID;
    }

    @Override
    public void close() {}
}
