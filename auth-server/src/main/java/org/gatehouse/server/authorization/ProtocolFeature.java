package org.gatehouse.server.authorization;

import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.realm.Realm;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * One specification beyond the core, in a package of its own that can be taken out: a bean of this type is all the
 * protocol endpoints know of it.
 */
public interface ProtocolFeature {

    /** The request attribute under which a converter leaves who a client claims to be, for the trail. */
    String PRESENTED_CLIENT = ProtocolFeature.class.getName() + ".presented-client";

    /** The paths it adds below a realm's issuer. */
    default List<String> endpoints() {
        return List.of();
    }

    /** Filters that see its requests before anything but the check of their parameters does. */
    default List<Filter> entryFilters() {
        return List.of();
    }

    /**
     * Filters between the knowledge of who asks (client authentication, access token, a person with nothing left to do)
     * and the endpoint that answers.
     */
    default List<Filter> endpointFilters() {
        return List.of();
    }

    /** Puts it into the framework; each endpoint keeps only the last list of providers or converters set on it. */
    default void configure(OAuth2AuthorizationServerConfigurer server) {}

    /** Adds ways in which a client presents itself, at every endpoint at which clients authenticate. */
    default void offerClientAuthentication(List<AuthenticationConverter> converters) {}

    /** Adds or sets up who decides whether a client is who it says; the framework's are in the list. */
    default void proveClientAuthentication(List<AuthenticationProvider> providers) {}

    /** Adds or replaces who answers at the token endpoint; the framework's own are in the list. */
    default void offerGrants(List<AuthenticationProvider> providers) {}

    /** Refuses an authorization request, whose client and redirect URI are known to be right, by throwing. */
    default void check(OAuth2AuthorizationCodeRequestAuthenticationContext request) {}

    /** Says what the realm offers of it (RFC 8414 section 2, OpenID Connect Discovery 1.0 section 3). */
    default void describe(Realm realm, Map<String, Object> metadata) {}
}
