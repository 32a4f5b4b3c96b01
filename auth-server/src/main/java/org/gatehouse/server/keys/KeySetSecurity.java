package org.gatehouse.server.keys;

import org.gatehouse.server.web.PageHeaders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Public keys are for everybody. */
@Configuration(proxyBeanMethods = false)
class KeySetSecurity {

    @Bean
    @Order(0)
    SecurityFilterChain keySetChain(HttpSecurity http) {
        http.securityMatcher(KeySetController.PATH)
                .headers(PageHeaders.standard())
                .csrf(csrf -> csrf.disable()) // nothing here changes anything
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return http.build();
    }
}
