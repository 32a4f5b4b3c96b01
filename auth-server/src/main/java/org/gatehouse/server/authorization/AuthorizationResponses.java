package org.gatehouse.server.authorization;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.PendingRequest;
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
            throws IOException, ServletException {
        OAuth2AuthorizationCodeRequestAuthenticationToken answer =
                (OAuth2AuthorizationCodeRequestAuthenticationToken) authentication;
        OAuth2AuthorizationCode code = answer.getAuthorizationCode();
        String redirectUri = answer.getRedirectUri();
        if (code == null || redirectUri == null) {
            throw new IllegalStateException("An authorization response needs a code and somewhere to go");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(OAuth2ParameterNames.CODE, code.getTokenValue());
        send(request, response, redirectUri, mode(request), parameters, answer.getState());
    }

    /** How the request, which is validated and still at hand, wants its answer; the framework's answer does not say. */
    private static ResponseMode mode(HttpServletRequest request) {
        Object validated = request.getAttribute(OAuth2AuthorizationCodeRequestAuthenticationToken.class.getName());
        return validated instanceof OAuth2AuthorizationCodeRequestAuthenticationToken asked
                ? ResponseMode.of(asked.getAdditionalParameters().get("response_mode"))
                : ResponseMode.of(request.getParameter("response_mode"));
    }

    void error(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException, ServletException {
        OAuth2AuthorizationCodeRequestAuthenticationException refused =
                (OAuth2AuthorizationCodeRequestAuthenticationException) ex;
        error(request, response, refused.getAuthorizationCodeRequestAuthentication(), refused.getError());
    }

    /** @param asked null when not even the client is known */
    void error(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            OAuth2Error error)
            throws IOException, ServletException {
        refusals.authorization(asked == null ? null : asked.getClientId(), error);
        String redirectUri = asked == null ? null : asked.getRedirectUri();
        if (asked == null || redirectUri == null || redirectUri.isBlank()) {
            ErrorDetail.explain(request, error);
            response.sendError(HttpStatus.BAD_REQUEST.value());
            return;
        }
        OAuth2Error told = ErrorDetail.told(request, error);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(OAuth2ParameterNames.ERROR, told.getErrorCode());
        parameters.put(OAuth2ParameterNames.ERROR_DESCRIPTION, String.valueOf(told.getDescription()));
        ResponseMode mode = ResponseMode.of(asked.getAdditionalParameters().get("response_mode"));
        send(request, response, redirectUri, mode, parameters, asked.getState());
    }

    /** Something would have to be asked, and the client said not to ask (OIDC Core section 3.1.2.6). */
    void interactionRequired(
            HttpServletRequest request,
            HttpServletResponse response,
            OAuth2AuthorizationCodeRequestAuthenticationToken asked,
            boolean signedIn)
            throws IOException, ServletException {
        OAuth2Error error = signedIn
                ? new OAuth2Error("consent_required", "The person has not allowed this yet.", null)
                : new OAuth2Error("login_required", "The person would have to sign in.", null);
        error(request, response, asked, error);
    }

    /** The person may not use this client from where they are. */
    void notFromHere(
            HttpServletRequest request,
            HttpServletResponse response,
            OAuth2AuthorizationCodeRequestAuthenticationToken asked)
            throws IOException, ServletException {
        OAuth2Error error =
                new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED, "This client may not be used from this network.", null);
        error(request, response, asked, error);
    }

    /** The person said no (RFC 6749 section 4.1.2.1). */
    void denied(HttpServletRequest request, HttpServletResponse response, PendingRequest pending)
            throws IOException, ServletException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(OAuth2ParameterNames.ERROR, OAuth2ErrorCodes.ACCESS_DENIED);
        ResponseMode mode = ResponseMode.of(pending.responseMode());
        send(request, response, pending.redirectUri(), mode, parameters, pending.state());
    }

    private static void send(
            HttpServletRequest request,
            HttpServletResponse response,
            String redirectUri,
            ResponseMode wanted,
            Map<String, String> parameters,
            @Nullable String state)
            throws IOException, ServletException {
        if (state != null) {
            parameters.put(OAuth2ParameterNames.STATE, state);
        }
        parameters.put("iss", CurrentRequest.currentRealm().issuer());
        ResponseMode mode = wanted.reaches(redirectUri) ? wanted : ResponseMode.QUERY;
        if (mode == ResponseMode.FORM_POST) {
            FormPostPage.show(request, response, redirectUri, parameters);
        } else {
            response.setStatus(HttpStatus.FOUND.value());
            response.setHeader(HttpHeaders.LOCATION, append(redirectUri, mode, parameters));
        }
    }

    /** Appends without touching the registered part: it was compared as a string and is answered as that string. */
    private static String append(String uri, ResponseMode mode, Map<String, String> parameters) {
        StringBuilder result = new StringBuilder(uri);
        char separator = mode == ResponseMode.FRAGMENT ? '#' : uri.contains("?") ? '&' : '?';
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
