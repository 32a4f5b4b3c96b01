package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.gatehouse.realm.RedirectUris;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.SignedIn;
import org.gatehouse.server.signin.SignInSessions;
import org.gatehouse.server.web.Explanation;
import org.gatehouse.server.web.RequestId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.stereotype.Component;

/** Ends the session a relying app asked to end, and goes back where the client registered (RP-Initiated Logout 1.0). */
@Component
class LogoutResponses {

    private static final Logger LOG = LoggerFactory.getLogger(LogoutResponses.class);

    /**
     * How the framework describes any exception but its own: it takes them all for a bad request. Such a text is for the
     * log only, and the failure is ours; nearly always the database was away.
     */
    private static final String NOT_THE_REQUEST = "OpenID Connect 1.0 RP-Initiated Logout Error: ";

    private final SignInSessions sessions;

    LogoutResponses(SignInSessions sessions) {
        this.sessions = sessions;
    }

    void done(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OidcLogoutAuthenticationToken logout = (OidcLogoutAuthenticationToken) authentication;
        Realm realm = CurrentRequest.currentRealm();
        SignedIn.current().ifPresent(person -> sessions.end(request, realm, person));
        response.sendRedirect(target(realm, logout.getPostLogoutRedirectUri(), logout.getState()));
    }

    void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
            throws IOException {
        String description = ex instanceof OAuth2AuthenticationException oauth
                ? oauth.getError().getDescription()
                : null;
        if (description != null && description.startsWith(NOT_THE_REQUEST)) {
            LOG.error("Request {} failed: {}", RequestId.of(request), description);
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        Explanation.give(request, description);
        response.sendError(HttpStatus.BAD_REQUEST.value());
    }

    /** Compared like redirect URIs: exactly, a loopback address registered without a port excepted. */
    static void checkTarget(OidcLogoutAuthenticationContext context) {
        OidcLogoutAuthenticationToken logout = context.getAuthentication();
        String wanted = logout.getPostLogoutRedirectUri();
        boolean registered = wanted == null
                || wanted.isBlank()
                || context.getRegisteredClient().getPostLogoutRedirectUris().stream()
                        .anyMatch(uri -> RedirectUris.matches(uri, wanted));
        if (!registered) {
            throw new OAuth2AuthenticationException(new OAuth2Error(
                    OAuth2ErrorCodes.INVALID_REQUEST,
                    "post_logout_redirect_uri is not registered for this client.",
                    null));
        }
    }

    private static String target(Realm realm, @Nullable String registered, @Nullable String state) {
        if (registered == null || registered.isBlank()) {
            return "/realms/" + realm.name() + "/signed-out";
        }
        if (state == null) {
            return registered;
        }
        String separator = registered.contains("?") ? "&" : "?";
        return registered + separator + "state=" + URLEncoder.encode(state, StandardCharsets.UTF_8);
    }
}
