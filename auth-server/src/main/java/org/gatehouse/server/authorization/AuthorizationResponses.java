package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.web.Explanation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.stereotype.Component;

/** Sends authorization responses, with {@code iss} in each (RFC 9207) and an error page when there is nowhere safe to go. */
@Component
class AuthorizationResponses {

    private final Refusals refusals;

    AuthorizationResponses(Refusals refusals) {
        this.refusals = refusals;
    }

    void code(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OAuth2AuthorizationCodeRequestAuthenticationToken answer =
                (OAuth2AuthorizationCodeRequestAuthenticationToken) authentication;
        OAuth2AuthorizationCode code = answer.getAuthorizationCode();
        String redirectUri = answer.getRedirectUri();
        if (code == null || redirectUri == null) {
            throw new IllegalStateException("An authorization response needs a code and somewhere to go");
        }
        redirect(response, redirectUri, OAuth2ParameterNames.CODE, code.getTokenValue(), null, answer.getState());
    }

    void error(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        OAuth2AuthorizationCodeRequestAuthenticationException refused =
                (OAuth2AuthorizationCodeRequestAuthenticationException) ex;
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = refused.getAuthorizationCodeRequestAuthentication();
        refusals.authorization(asked == null ? null : asked.getClientId(), refused.getError());
        if (asked == null
                || asked.getRedirectUri() == null
                || asked.getRedirectUri().isBlank()) {
            page(request, response, refused.getError());
            return;
        }
        OAuth2Error error = refused.getError();
        redirect(
                response,
                asked.getRedirectUri(),
                OAuth2ParameterNames.ERROR,
                error.getErrorCode(),
                error.getDescription(),
                asked.getState());
    }

    /** Something would have to be asked, and the client said not to ask (OIDC Core section 3.1.2.6). */
    void interactionRequired(
            HttpServletRequest request,
            HttpServletResponse response,
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            boolean signedIn)
            throws IOException {
        OAuth2Error error = new OAuth2Error(signedIn ? "consent_required" : "login_required");
        error(request, response, new OAuth2AuthorizationCodeRequestAuthenticationException(error, asked));
    }

    /** The person may not use this client from where they are. */
    void notFromHere(
            HttpServletRequest request,
            HttpServletResponse response,
            OAuth2AuthorizationCodeRequestAuthenticationToken asked)
            throws IOException {
        OAuth2Error error =
                new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED, "This client may not be used from this network.", null);
        error(request, response, new OAuth2AuthorizationCodeRequestAuthenticationException(error, asked));
    }

    /** The person said no (RFC 6749 section 4.1.2.1). */
    void denied(HttpServletResponse response, String redirectUri, @Nullable String state) throws IOException {
        redirect(response, redirectUri, OAuth2ParameterNames.ERROR, OAuth2ErrorCodes.ACCESS_DENIED, null, state);
    }

    private static void page(HttpServletRequest request, HttpServletResponse response, OAuth2Error error)
            throws IOException {
        Explanation.give(request, error.getDescription());
        response.sendError(HttpStatus.BAD_REQUEST.value());
    }

    private static void redirect(
            HttpServletResponse response,
            String redirectUri,
            String name,
            String value,
            @Nullable String description,
            @Nullable String state) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(name, value);
        if (description != null && !description.isBlank()) {
            parameters.put(OAuth2ParameterNames.ERROR_DESCRIPTION, description);
        }
        if (state != null) {
            parameters.put(OAuth2ParameterNames.STATE, state);
        }
        parameters.put("iss", CurrentRequest.currentRealm().issuer());
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, append(redirectUri, parameters));
    }

    /** Appends without touching the registered part: it was compared as a string and is answered as that string. */
    private static String append(String uri, Map<String, String> parameters) {
        StringBuilder result = new StringBuilder(uri);
        char separator = uri.contains("?") ? '&' : '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            result.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return result.toString();
    }
}
