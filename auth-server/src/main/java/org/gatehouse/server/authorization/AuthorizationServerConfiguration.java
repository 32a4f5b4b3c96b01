package org.gatehouse.server.authorization;

import java.time.Clock;
import java.util.List;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.keys.SigningKeys;
import org.gatehouse.server.network.NetworkRules;
import org.gatehouse.server.request.RequestConfiguration;
import org.gatehouse.server.session.RealmSecurityContexts;
import org.gatehouse.server.signin.PendingRequests;
import org.gatehouse.server.signin.Sufficiency;
import org.gatehouse.server.web.PageHeaders;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
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
            RequestedPersons persons,
            Refusals refusals,
            GatehouseProperties properties,
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
                .oauth2ResourceServer(tokens ->
                        tokens.bearerTokenResolver(BearerSource.resolver()).authenticationEntryPoint(refusals::bearer))
                .addFilterBefore(
                        new ProtocolRequestFilter(refusals, properties.demo()), SecurityContextHolderFilter.class);
        features.forEach(feature -> feature.entryFilters()
                .forEach(filter -> http.addFilterBefore(filter, SecurityContextHolderFilter.class)));
        http.addFilterBefore(
                new InteractionFilter(pendingRequests, consents, persons, responses, sufficiency, networks, clock),
                AuthorizationFilter.class);
        features.forEach(feature ->
                feature.endpointFilters().forEach(filter -> http.addFilterBefore(filter, AuthorizationFilter.class)));
        return http.build();
    }

    @Bean
    @Order(0) // it takes some paths of the other
    SecurityFilterChain machineChain(@Qualifier("protocolChain") SecurityFilterChain protocolChain) {
        return MachineEndpoints.chain(protocolChain);
    }

    /** Behind the door, which names the realm, and in front of sessions and security. */
    @Bean
    FilterRegistrationBean<RememberedDocuments> rememberedDocuments(SigningKeys keys) {
        FilterRegistrationBean<RememberedDocuments> registration =
                new FilterRegistrationBean<>(new RememberedDocuments(keys));
        registration.setOrder(RequestConfiguration.BEHIND_THE_DOOR);
        return registration;
    }
}
