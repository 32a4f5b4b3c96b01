package org.gatehouse.server.par;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.gatehouse.server.authorization.AuthorizationQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2PushedAuthorizationRequestAuthenticationToken;

/** A pushed request as it is stored: all of its parameters, but nothing its client authenticated with. */
final class PushedQuery {

    /** Characters. No browser carries it, so it may be longer than a request through one. */
    private static final int LONGEST = 32_000;

    private static final Set<String> OF_THE_CLIENT = Set.of(
            OAuth2ParameterNames.CLIENT_SECRET,
            OAuth2ParameterNames.CLIENT_ASSERTION,
            OAuth2ParameterNames.CLIENT_ASSERTION_TYPE);

    private PushedQuery() {}

    static String of(OAuth2PushedAuthorizationRequestAuthenticationToken request) {
        Map<String, String[]> parameters = new HashMap<>();
        put(parameters, OAuth2ParameterNames.RESPONSE_TYPE, "code");
        put(parameters, OAuth2ParameterNames.CLIENT_ID, request.getClientId());
        put(parameters, OAuth2ParameterNames.REDIRECT_URI, request.getRedirectUri());
        put(parameters, OAuth2ParameterNames.STATE, request.getState());
        put(
                parameters,
                OAuth2ParameterNames.SCOPE,
                request.getScopes().isEmpty() ? null : String.join(" ", request.getScopes()));
        request.getAdditionalParameters().forEach((name, value) -> {
            if (!OF_THE_CLIENT.contains(name)) {
                parameters.put(name, value instanceof String[] several ? several : new String[] {value.toString()});
            }
        });
        String query = AuthorizationQuery.of(parameters);
        if (query.length() > LONGEST) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "The request is too long.", null));
        }
        return query;
    }

    private static void put(Map<String, String[]> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, new String[] {value});
        }
    }
}
