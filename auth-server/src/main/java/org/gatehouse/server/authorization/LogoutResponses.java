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
import org.jspecify.annotations.Nullable;
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
        if (ex instanceof OAuth2AuthenticationException oauth) {
            if (ProtocolErrors.isOurs(request, oauth.getError())) {
                response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
                return;
            }
            Explanation.give(request, oauth.getError().getDescription());
        }
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
