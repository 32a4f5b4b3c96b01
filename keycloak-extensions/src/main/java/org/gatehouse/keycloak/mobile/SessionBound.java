package org.gatehouse.keycloak.mobile;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * How long an app may go on after the person showed who they are.
 *
 * <p>That moment is written into the app's own session when it redeems a code. A person who shows it again, to another app in
 * the same browser, so gives this one no new day; this one has to ask itself.
 */
record SessionBound(Duration length) {

    /** In the session of the app, in seconds. */
    private static final String AUTHENTICATED = "gatehouse.authenticated-at";

    /**
     * Who was in for longer than the bound shows again who they are: {@code max_age} of OpenID Connect Core, section 3.1.2.1.
     *
     * @param asked by the app itself, which Keycloak keeps to
     * @throws ClientPolicyException when that is longer than the bound
     */
    void ask(@Nullable Integer asked, @Nullable AuthenticationSessionModel attempt) throws ClientPolicyException {
        if (asked != null && asked > length.toSeconds()) {
            throw new ClientPolicyException(
                    OAuthErrorException.INVALID_REQUEST, "max_age of an app is at most " + length.toSeconds());
        }
        if (asked == null && attempt != null) {
            attempt.setClientNote(OIDCLoginProtocol.MAX_AGE_PARAM, String.valueOf(length.toSeconds()));
        }
    }

    /** @throws ClientPolicyException when the bound has passed before the code was redeemed */
    void begin(AuthenticatedClientSessionModel app) throws ClientPolicyException {
        app.setNote(AUTHENTICATED, String.valueOf(ofSession(app.getUserSession())));
        end(app);
    }

    /**
     * Lets no token of the answer live longer.
     *
     * @throws ClientPolicyException when the bound has passed
     */
    void end(AccessTokenResponseBuilder answer) throws ClientPolicyException {
        long end = end(answer.getClientSessionCtx().getClientSession());
        cut(answer.getAccessToken(), end);
        cut(answer.getRefreshToken(), end);
        cut(answer.getIdToken(), end);
    }

    /** In seconds, always of the future. */
    long end(AuthenticatedClientSessionModel app) throws ClientPolicyException {
        long end = authenticated(app) + length.toSeconds();
        if (end <= Time.currentTime()) {
            throw new ClientPolicyException(
                    OAuthErrorException.INVALID_GRANT, "The session of the app is over. Sign in again.");
        }
        return end;
    }

    private static long authenticated(AuthenticatedClientSessionModel app) {
        String noted = app.getNote(AUTHENTICATED);
        return noted == null ? ofSession(app.getUserSession()) : Long.parseLong(noted);
    }

    /** A session nobody noted it in counts from its beginning: that is never later. Providers may note the future. */
    private static long ofSession(UserSessionModel session) {
        String noted = session.getNote(AuthenticationManager.AUTH_TIME);
        return noted == null ? session.getStarted() : Math.min(Long.parseLong(noted), Time.currentTime());
    }

    private static void cut(@Nullable JsonWebToken token, long end) {
        if (token != null && (token.getExp() == null || token.getExp() == 0 || token.getExp() > end)) {
            token.exp(end); // none, or 0, is a token without end: an offline one
        }
    }
}
