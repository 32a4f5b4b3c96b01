package org.gatehouse.server.authorization;

import java.time.Clock;
import java.util.List;
import org.gatehouse.server.network.NetworkRules;
import org.gatehouse.server.session.RealmSecurityContexts;
import org.gatehouse.server.signin.PendingRequests;
import org.gatehouse.server.signin.Sufficiency;
import org.gatehouse.server.web.PageHeaders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/** The security chain of the protocol endpoints. */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {

    @Bean
    AuthorizationServerSettings authorizationServerSettings() {
        return ProtocolEndpoints.settings();
    }

    @Bean
    SessionRegistry sessionRegistry() {
        return new NoSessionRegistry();
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocolChain(
            HttpSecurity http,
            RealmSecurityContexts contexts,
            ProtocolConfigurer protocol,
            List<ProtocolFeature> features,
            PendingRequests pendingRequests,
            Consents consents,
            AuthorizationResponses responses,
            Sufficiency sufficiency,
            NetworkRules networks,
            Clock clock) {
        http.securityMatcher(ProtocolEndpoints.patterns(features))
                .headers(PageHeaders.standard())
                .securityContext(context -> context.securityContextRepository(contexts))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll()) // each endpoint checks for itself
                .oauth2AuthorizationServer(protocol::configure)
                .addFilterBefore(new ProtocolRequestFilter(), SecurityContextHolderFilter.class);
        features.forEach(feature -> feature.entryFilters()
                .forEach(filter -> http.addFilterBefore(filter, SecurityContextHolderFilter.class)));
        http.addFilterBefore(
                new InteractionFilter(pendingRequests, consents, responses, sufficiency, networks, clock),
                AuthorizationFilter.class);
        features.forEach(feature ->
                feature.endpointFilters().forEach(filter -> http.addFilterBefore(filter, AuthorizationFilter.class)));
        return http.build();
    }
}
