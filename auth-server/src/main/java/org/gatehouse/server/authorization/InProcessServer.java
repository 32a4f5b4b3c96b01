package org.gatehouse.server.authorization;

import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;

/** What the framework's own filter would say of the server, for calls of its parts that do not pass that filter. */
record InProcessServer(String issuer) implements AuthorizationServerContext {

    private static final AuthorizationServerSettings SETTINGS = ProtocolEndpoints.settings();

    @Override
    public String getIssuer() {
        return issuer;
    }

    @Override
    public AuthorizationServerSettings getAuthorizationServerSettings() {
        return SETTINGS;
    }
}
