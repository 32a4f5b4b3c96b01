package org.gatehouse.server.authorization;

import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Says what the framework means where it gives a code and no reason; our own refusals give theirs. */
final class Unsaid {

    private static final Map<String, String> MEANING = Map.of(
            OAuth2ErrorCodes.INVALID_GRANT,
                    "The code or refresh token is unknown, of another client or for another redirect_uri.",
            OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "The client may not use this grant or call this endpoint.",
            OAuth2ErrorCodes.INVALID_SCOPE,
                    "The client may not have these scopes, or they were not asked for at first.",
            OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE, "This grant_type is not offered.",
            OAuth2ErrorCodes.INVALID_CLIENT, "The client did not authenticate as it is registered to.");

    private Unsaid() {}

    static OAuth2Error complete(OAuth2Error error) {
        String description = error.getDescription();
        return description != null && !description.isBlank()
                ? error
                : new OAuth2Error(error.getErrorCode(), MEANING.get(error.getErrorCode()), error.getUri());
    }
}
