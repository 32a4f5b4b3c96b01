package org.gatehouse.server.authorization;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;

/** The paths below a realm's issuer. */
final class ProtocolEndpoints {

    static final String AUTHORIZE = "/oauth2/authorize";
    static final String TOKEN = "/oauth2/token";
    static final String PUSH = "/oauth2/par";
    static final String DEVICE_AUTHORIZATION = "/oauth2/device_authorization";
    static final String INTROSPECT = "/oauth2/introspect";
    static final String REVOKE = "/oauth2/revoke";

    /** Answered where the keys are. */
    static final String JWKS = "/oauth2/jwks";

    static final String USERINFO = "/userinfo";

    /** Only named in the metadata: what answers there is {@code logout}, the framework's own endpoint is out of reach. */
    static final String END_SESSION = "/connect/logout";

    static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

    /** RFC 8414 section 3.1: the well-known part goes between host and issuer path. */
    static final String SERVER_METADATA = "/.well-known/oauth-authorization-server/realms/{realm}";

    static final List<String> ALL = List.of(AUTHORIZE, TOKEN, INTROSPECT, REVOKE, USERINFO, OPENID_CONFIGURATION);

    private ProtocolEndpoints() {}

    /** The framework would answer below any path prefix; only these exact paths reach it. */
    static String[] patterns(List<ProtocolFeature> features) {
        Stream<String> added = features.stream().flatMap(feature -> feature.endpoints().stream());
        Stream<String> inRealm = Stream.concat(ALL.stream(), added).map(path -> "/realms/{realm}" + path);
        return Stream.concat(inRealm, Stream.of(SERVER_METADATA)).toArray(String[]::new);
    }

    static AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder()
                .multipleIssuersAllowed(true)
                .authorizationEndpoint(AUTHORIZE)
                .pushedAuthorizationRequestEndpoint(PUSH)
                .tokenEndpoint(TOKEN)
                .tokenIntrospectionEndpoint(INTROSPECT)
                .tokenRevocationEndpoint(REVOKE)
                .deviceAuthorizationEndpoint(DEVICE_AUTHORIZATION)
                .jwkSetEndpoint(JWKS)
                .oidcUserInfoEndpoint(USERINFO)
                .oidcLogoutEndpoint(END_SESSION)
                .build();
    }
}
