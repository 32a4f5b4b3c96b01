package org.gatehouse.server.federation.entraid;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The clouds there are. A connection names its own; a token has no say in it. */
@Component
@EnableConfigurationProperties(EntraProperties.class)
class Clouds {

    private static final Logger LOG = LoggerFactory.getLogger(Clouds.class);

    /** Microsoft Graph, "national cloud deployments"; the US Department of Defense has a Graph of its own, by property. */
    private static final List<Cloud> MICROSOFT = List.of(
            Cloud.of(EntraId.DEFAULT_HOST, "graph.microsoft.com"),
            Cloud.of("login.microsoftonline.us", "graph.microsoft.us"),
            Cloud.of("login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn"));

    private final Map<String, Cloud> clouds = new HashMap<>();

    /** @param standIns of the demo, which is its own Microsoft */
    Clouds(EntraProperties properties, ObjectProvider<Cloud> standIns) {
        MICROSOFT.forEach(cloud -> clouds.put(cloud.host(), cloud));
        standIns.forEach(cloud -> clouds.put(cloud.host(), cloud));
        properties.clouds().forEach(this::replace);
    }

    private void replace(Cloud cloud) {
        LOG.warn("People of {} sign in at {}, by configuration of this service", cloud.host(), cloud.login());
        clouds.put(cloud.host(), cloud);
    }

    Cloud of(Connection connection) {
        String host = entra(connection).host();
        Cloud cloud = clouds.get(host);
        if (cloud == null) {
            throw new IllegalStateException("No cloud is known at " + host); // realm files name known ones only
        }
        return cloud;
    }

    static EntraId entra(Connection connection) {
        return (EntraId) connection.provider();
    }
}
