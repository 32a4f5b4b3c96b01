package org.gatehouse.server.signin;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.RealmSecurityContexts;
import org.gatehouse.server.web.PageHeaders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfException;

/** The security chains of everything a person looks at. */
@Configuration(proxyBeanMethods = false)
class PageSecurity {

    private static final String[] REALM_PAGES = {"/realms/{realm}/**", "/console/realms/{realm}/**"};

    private static final String[] WITHOUT_SIGN_IN = {
        "/realms/{realm}/sign-in", "/realms/{realm}/signed-out", "/realms/{realm}/first-administrator"
    };

    /** No page's path is longer, and it must fit into a redirect. */
    private static final int LONGEST_RETURN = 1_000;

    private static final String[] SITE = {"/", "/assets/**", "/error", "/demo", "/demo/**", "/favicon.ico"};

    /** A realm's pages: signed in, except where one signs in. */
    @Bean
    @Order(2)
    SecurityFilterChain realmPageChain(HttpSecurity http, RealmSecurityContexts contexts) {
        http.securityMatcher(REALM_PAGES)
                .headers(PageHeaders.standard())
                .securityContext(context -> context.securityContextRepository(contexts))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(WITHOUT_SIGN_IN)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(PageSecurity::askToSignIn));
        return http.build();
    }

    /** What belongs to no realm. Anything not named here does not exist. */
    @Bean
    @Order(100)
    SecurityFilterChain siteChain(HttpSecurity http) {
        http.headers(PageHeaders.standard())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(SITE)
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .exceptionHandling(handling -> handling.accessDeniedHandler(PageSecurity::hide));
        return http.build();
    }

    private static void hide(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
            throws IOException {
        response.sendError(ex instanceof CsrfException ? 403 : 404);
    }

    private static void askToSignIn(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException ex) throws IOException {
        String page = "/realms/" + CurrentRequest.currentRealm().name() + "/sign-in";
        boolean canReturn =
                "GET".equals(request.getMethod()) && request.getRequestURI().length() <= LONGEST_RETURN;
        response.sendRedirect(
                canReturn ? page + "?to=" + URLEncoder.encode(request.getRequestURI(), StandardCharsets.UTF_8) : page);
    }
}
