package org.gatehouse.server.registration;

import org.gatehouse.server.web.PageHeaders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The security chain of the registration endpoints: a bearer token they check themselves, and no cookie. */
@Configuration(proxyBeanMethods = false)
class RegistrationSecurity {

    @Bean
    @Order(1)
    SecurityFilterChain registrationChain(HttpSecurity http) {
        http.securityMatcher(
                        "/realms/{realm}" + RegistrationController.ENDPOINT,
                        "/realms/{realm}" + RegistrationController.ENDPOINT + "/*")
                .headers(PageHeaders.standard())
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return http.build();
    }
}
