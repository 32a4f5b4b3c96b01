package org.gatehouse.server.console.door;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatehouse.server.session.RealmSecurityContexts;
import org.gatehouse.server.signin.EnoughForPages;
import org.gatehouse.server.web.PageHeaders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfException;

/** The security chain of the console. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

    @Bean
    @Order(3)
    SecurityFilterChain consoleChain(
            HttpSecurity http, RealmSecurityContexts contexts, ConsoleSignIn signIn, EnoughForPages enough) {
        http.securityMatcher("/console/realms/{realm}/**")
                .headers(PageHeaders.standard())
                .securityContext(context -> context.securityContextRepository(contexts))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .authorizeHttpRequests(
                        // an answer that goes on was let in when it was asked for
                        requests -> requests.dispatcherTypeMatchers(
                                        DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                                .permitAll()
                                .anyRequest()
                                .access(enough))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (request, response, ex) -> signIn.begin(request, response))
                        .accessDeniedHandler((request, response, ex) -> refuse(signIn, request, response, ex)))
                .addFilterBefore(new ConsoleDoor(signIn), AuthorizationFilter.class);
        return http.build();
    }

    /** Who is signed in with too little is asked for more by the realm. */
    private static void refuse(
            ConsoleSignIn signIn, HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
            throws IOException {
        if (ex instanceof CsrfException) {
            response.sendError(403);
        } else {
            signIn.begin(request, response);
        }
    }
}
