package org.gatehouse.server.console;

import jakarta.servlet.DispatcherType;
import org.gatehouse.server.session.RealmSecurityContexts;
import org.gatehouse.server.web.PageHeaders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The security chain of the console. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

    @Bean
    @Order(3)
    SecurityFilterChain consoleChain(HttpSecurity http, RealmSecurityContexts contexts, ConsoleSignIn signIn) {
        http.securityMatcher("/console/realms/{realm}/**")
                .headers(PageHeaders.standard())
                .securityContext(context -> context.securityContextRepository(contexts))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((request, response, ex) -> signIn.begin(request, response)))
                .addFilterBefore(new ConsoleDoor(signIn), AuthorizationFilter.class);
        return http.build();
    }
}
