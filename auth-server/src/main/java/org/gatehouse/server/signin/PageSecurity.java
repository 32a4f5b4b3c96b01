package org.gatehouse.server.signin;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gatehouse.server.realm.Realm;
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

    private static final String REALM_PAGES = "/realms/{realm}/**";

    /** A page that other sites send people to, by POST too (RP-Initiated Logout 1.0 section 2); it asks for itself. */
    private static final String END_SESSION = "/realms/{realm}/connect/logout";

    /** A provider's own call, which shows who it is by a signature (OpenID Connect Back-Channel Logout 1.0). */
    private static final String PROVIDER_LOGOUT = "/realms/{realm}/connections/{alias}/backchannel-logout";

    private static final String[] WITHOUT_SIGN_IN = {
        "/realms/{realm}/sign-in",
        "/realms/{realm}/sign-in/**",
        "/realms/{realm}/sign-out",
        "/realms/{realm}/signed-out",
        END_SESSION,
        "/realms/{realm}/connect/logout/confirm",
        "/realms/{realm}/connections/{alias}",
        "/realms/{realm}/connections/{alias}/callback",
        "/realms/{realm}/connections/{alias}/refused",
        "/realms/{realm}/connections/{alias}/sign-out",
        PROVIDER_LOGOUT,
        "/realms/{realm}/connections/{alias}/frontchannel-logout",
        "/realms/{realm}/first-administrator",
        "/realms/{realm}/developers"
    };

    private static final String[] SITE = {"/", "/assets/**", "/error", "/demo", "/demo/**", "/favicon.ico"};

    /** A realm's pages: signed in, except where one signs in. */
    @Bean
    @Order(2)
    SecurityFilterChain realmPageChain(HttpSecurity http, RealmSecurityContexts contexts, EnoughForPages enough) {
        http.securityMatcher(REALM_PAGES)
                .headers(PageHeaders.standard())
                .csrf(csrf -> csrf.ignoringRequestMatchers(END_SESSION, PROVIDER_LOGOUT))
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
                                .access(enough))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(PageSecurity::askToSignIn)
                        .accessDeniedHandler(PageSecurity::askForMore));
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

    /** The sign-in page asks whoever is signed in only for what is missing. */
    private static void askForMore(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
            throws IOException {
        if (ex instanceof CsrfException) {
            response.sendError(403);
        } else {
            askToSignIn(request, response);
        }
    }

    private static void askToSignIn(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException ex) throws IOException {
        askToSignIn(request, response);
    }

    private static void askToSignIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Realm realm = CurrentRequest.currentRealm();
        String page = "/realms/" + realm.name() + "/sign-in";
        response.sendRedirect(ReturnTarget.of(realm, request)
                .map(to -> page + "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8))
                .orElse(page));
    }
}
