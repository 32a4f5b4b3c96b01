package org.gatehouse.keycloak.trail;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.realm.keycloak.RealmTrail;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Offers the event listener {@code gatehouse-trail}. Half configured, Keycloak does not start. */
public final class TrailListenerFactory implements EventListenerProviderFactory, ServerInfoAwareProviderFactory {

    static final String ID = RealmTrail.ID;

    private Tracing tracing = new Tracing(Optional.empty(), Clock.systemUTC());
    private @Nullable KeycloakSessionFactory keycloak;

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new TrailListener(session, tracing);
    }

    @Override
    public String getId() {
        return ID;
    }

    /** With the option, Keycloak asks this listener in every realm: an administrator of a realm cannot leave it out. */
    @Override
    public boolean isGlobal() {
        return tracing.tracesAll();
    }

    @Override
    public void init(Config.Scope config) {
        tracing = new Tracing(TrailSettings.of(config), Clock.systemUTC());
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        keycloak = factory;
        ModelEvents modelEvents = new ModelEvents(tracing);
        factory.register(event -> hear(modelEvents, event));
    }

    @Override
    public void close() {
        tracing.close();
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        ProviderConfigurationBuilder options = ProviderConfigurationBuilder.create();
        add(
                options,
                "trail-url",
                ProviderConfigProperty.STRING_TYPE,
                "The trail's database: jdbc:postgresql://host/database.");
        add(options, "trail-user", ProviderConfigProperty.STRING_TYPE, "The database's user.");
        add(options, "trail-password", ProviderConfigProperty.STRING_TYPE, "Their password: file:PATH or env:NAME.");
        add(
                options,
                "trail-key",
                ProviderConfigProperty.STRING_TYPE,
                "The trail's key, as 'gatehouse audit key' writes it: file:PATH or env:NAME.");
        add(
                options,
                "realms",
                ProviderConfigProperty.STRING_TYPE,
                "Realms with another name in the trail: keycloak-name=trail-name,…");
        add(
                options,
                "all-realms",
                ProviderConfigProperty.BOOLEAN_TYPE,
                "Trace every realm, whatever its settings say.");
        add(
                options,
                "max-age",
                ProviderConfigProperty.INTEGER_TYPE,
                "Seconds the trail may be behind before requests are refused (60).");
        add(
                options,
                "max-count",
                ProviderConfigProperty.INTEGER_TYPE,
                "Entries the trail may be behind before requests are refused (10000).");
        add(
                options,
                "origin",
                ProviderConfigProperty.STRING_TYPE,
                "Start of the origin line of new logs, as in auth-server.");
        return options.build();
    }

    /** So that a realm that is to be traced is not put into a Keycloak that cannot. */
    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of("configured", String.valueOf(tracing.isConfigured()));
    }

    private static void add(ProviderConfigurationBuilder options, String name, String type, String help) {
        options.property().name(name).type(type).helpText(help).add();
    }

    private void hear(ModelEvents modelEvents, ProviderEvent event) {
        if (event instanceof PostMigrationEvent && keycloak != null) {
            tracing.start(keycloak);
        } else {
            modelEvents.take(event);
        }
    }
}
