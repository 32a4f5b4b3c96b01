package org.gatehouse.server.authorization;

import org.springframework.security.oauth2.core.OAuth2Error;

/** OpenID Connect Core Error Code unmet_authentication_requirements 1.0: the sign-in cannot be what the client insists on. */
final class UnmetRequirements {

    private static final String CODE = "unmet_authentication_requirements";

    private UnmetRequirements() {}

    static OAuth2Error error(String description) {
        return new OAuth2Error(CODE, description, null);
    }
}
