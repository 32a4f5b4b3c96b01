package org.gatehouse.server.scim;

import org.gatehouse.server.dpop.AccessProofs;
import org.gatehouse.server.web.PageHeaders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The security chain of SCIM: a token or nothing. No cookie is looked at, so no other site can act here. */
@Configuration(proxyBeanMethods = false)
class ScimSecurity {

    @Bean
    @Order(1)
    SecurityFilterChain scimChain(HttpSecurity http, ProvisioningClients clients, AccessProofs proofs) {
        http.securityMatcher("/realms/{realm}" + ScimController.BASE + "/**")
                .headers(PageHeaders.standard())
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(
                        requests -> requests.anyRequest().permitAll()) // ScimCallerFilter lets nobody pass
                .addFilterBefore(new ScimCallerFilter(clients, proofs), AuthorizationFilter.class);
        return http.build();
    }
}
