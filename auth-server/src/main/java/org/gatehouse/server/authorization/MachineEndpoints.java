package org.gatehouse.server.authorization;

import jakarta.servlet.Filter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.server.authorization.oidc.web.OidcLogoutEndpointFilter;
import org.springframework.security.oauth2.server.authorization.oidc.web.OidcProviderConfigurationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.NimbusJwkSetEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2AuthorizationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2AuthorizationServerMetadataEndpointFilter;
import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.request.async.WebAsyncManagerIntegrationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.security.web.session.DisableEncodeUrlFilter;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The endpoints programs call with credentials of their own: the same filters as all protocol endpoints have, without
 * those for browsers. So no session is looked at: a cookie proves nothing here, and there is nothing to forge.
 */
final class MachineEndpoints {

    private static final List<String> POSTED =
            List.of(ProtocolEndpoints.TOKEN, ProtocolEndpoints.INTROSPECT, ProtocolEndpoints.REVOKE);

    /** Named one by one: a filter nobody has thought of here stays. */
    private static final Set<Class<? extends Filter>> FOR_BROWSERS = Set.of(
            DisableEncodeUrlFilter.class,
            WebAsyncManagerIntegrationFilter.class,
            CsrfFilter.class,
            SecurityContextHolderAwareRequestFilter.class,
            AuthorizationFilter.class, // lets everything pass: each endpoint checks for itself
            InteractionFilter.class,
            OAuth2AuthorizationEndpointFilter.class,
            OidcLogoutEndpointFilter.class);

    /** They would look at each request and let it pass. */
    private static final Set<Class<? extends Filter>> DOCUMENTS = Set.of(
            NimbusJwkSetEndpointFilter.class,
            OidcProviderConfigurationEndpointFilter.class,
            OAuth2AuthorizationServerMetadataEndpointFilter.class,
            OAuth2ProtectedResourceMetadataFilter.class);

    private MachineEndpoints() {}

    static SecurityFilterChain chain(SecurityFilterChain protocol) {
        List<Filter> filters = protocol.getFilters().stream()
                .filter(MachineEndpoints::isNeeded)
                .map(MachineEndpoints::lean)
                .toList();
        return new DefaultSecurityFilterChain(endpoints(), filters);
    }

    private static boolean isNeeded(Filter filter) {
        Class<?> type = filter.getClass();
        return !FOR_BROWSERS.contains(type) && !isPartOf(type.getEnclosingClass()) && !DOCUMENTS.contains(type);
    }

    /** One filter has another of its own look first. */
    private static boolean isPartOf(@Nullable Class<?> whole) {
        return whole != null && FOR_BROWSERS.contains(whole);
    }

    private static Filter lean(Filter filter) {
        if (filter.getClass().getSimpleName().equals(RealmServerFilter.STANDS_IN_FOR)) {
            return new RealmServerFilter();
        }
        if (filter instanceof HeaderWriterFilter) {
            return new MachineHeaders();
        }
        return filter instanceof SecurityContextHolderFilter
                ? new SecurityContextHolderFilter(new NullSecurityContextRepository())
                : filter;
    }

    private static RequestMatcher endpoints() {
        Stream<RequestMatcher> posted = POSTED.stream().map(path -> matcher(HttpMethod.POST, path));
        Stream<RequestMatcher> read = Stream.of(matcher(null, ProtocolEndpoints.USERINFO));
        return new OrRequestMatcher(Stream.concat(posted, read).toList());
    }

    private static RequestMatcher matcher(@Nullable HttpMethod method, String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, "/realms/{realm}" + path);
    }
}
