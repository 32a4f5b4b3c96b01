package org.gatehouse.server.demo;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the browser is sent to the realm with (RFC 6749, 4.1.1; OpenID Connect Core 3.1.2.1; RFC 7636). */
record AuthorizationRequest(URI endpoint, Map<String, String> parameters) {

    static final String SCOPE = "openid profile email";

    static AuthorizationRequest of(
            Metadata metadata, DemoRealm realm, Dance dance, String redirectUri, String language) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", realm.clientId());
        parameters.put("redirect_uri", redirectUri);
        parameters.put("scope", SCOPE);
        parameters.put("state", dance.state());
        parameters.put("nonce", dance.nonce());
        parameters.put("code_challenge", Secrets.challenge(dance.verifier()));
        parameters.put("code_challenge_method", "S256");
        parameters.put("ui_locales", language);
        return new AuthorizationRequest(metadata.authorizationEndpoint(), parameters);
    }

    String address() {
        return endpoint + (endpoint.getQuery() == null ? "?" : "&") + Wire.encode(parameters);
    }
}
