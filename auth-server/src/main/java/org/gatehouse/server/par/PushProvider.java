package org.gatehouse.server.par;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.gatehouse.server.authorization.TooManyRequestsException;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.signin.SignInThrottle.Kind;
import org.gatehouse.server.tokens.SenderKey;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2PushedAuthorizationRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2PushedAuthorizationRequestAuthenticationToken;
import org.springframework.stereotype.Component;

/** Validates what a client pushes as it is validated at the authorization endpoint, and stores it (RFC 9126 section 2). */
@Component
class PushProvider implements AuthenticationProvider {

    private static final String KEY = "dpop_jkt";

    private final PushedRequests requests;
    private final SignInThrottle throttle;
    private final OAuth2PushedAuthorizationRequestAuthenticationProvider validation =
            new OAuth2PushedAuthorizationRequestAuthenticationProvider(new NothingStored());
    private final Clock clock;

    /** @param rules of the authorization endpoint; they ask all features, of which this is part of one */
    PushProvider(
            PushedRequests requests,
            ObjectProvider<Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext>> rules,
            SignInThrottle throttle,
            Clock clock) {
        this.requests = requests;
        this.throttle = throttle;
        this.validation.setAuthenticationValidator(context -> rules.getObject().accept(context));
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2PushedAuthorizationRequestAuthenticationToken pushed =
                boundToItsKey((OAuth2PushedAuthorizationRequestAuthenticationToken) authentication);
        requireItsOwn(pushed);
        Pushed.mark();
        validation.authenticate(pushed);
        requireFewOfStrangers(pushed);
        String uri = requests.push(CurrentRequest.currentRealm(), pushed.getClientId(), PushedQuery.of(pushed))
                .orElseThrow(() -> tooMany(PushedRequests.TO_BEGIN));
        return new OAuth2PushedAuthorizationRequestAuthenticationToken(
                pushed.getAuthorizationUri(),
                pushed.getClientId(),
                (Authentication) pushed.getPrincipal(),
                uri,
                clock.instant().plus(PushedRequests.TO_BEGIN),
                pushed.getRedirectUri(),
                pushed.getState(),
                pushed.getScopes());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2PushedAuthorizationRequestAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private static void requireItsOwn(OAuth2PushedAuthorizationRequestAuthenticationToken pushed) {
        if (pushed.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                && client.getRegisteredClient() != null
                && !client.getRegisteredClient().getClientId().equals(pushed.getClientId())) {
            throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "client_id is that of another client.");
        }
    }

    /** In the name of a client that has nothing to authenticate with, anybody could use up what may be stored for it. */
    private void requireFewOfStrangers(OAuth2PushedAuthorizationRequestAuthenticationToken pushed) {
        if (pushed.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                && ClientAuthenticationMethod.NONE.equals(client.getClientAuthenticationMethod())) {
            Duration wait = throttle.countNetwork(
                    CurrentRequest.currentRealm(),
                    Kind.PUSHED,
                    CurrentRequest.get().address());
            if (!wait.isZero()) {
                throw tooMany(wait);
            }
        }
    }

    private static TooManyRequestsException tooMany(Duration wait) {
        return new TooManyRequestsException("Too many pushed requests wait to be used; try again later.", wait);
    }

    /** RFC 9449 section 10.1: a proof that comes along binds the code, as {@code dpop_jkt} would. */
    private static OAuth2PushedAuthorizationRequestAuthenticationToken boundToItsKey(
            OAuth2PushedAuthorizationRequestAuthenticationToken pushed) {
        String key = SenderKey.current().orElse(null);
        if (key == null) {
            return pushed;
        }
        if (!key.equals(pushed.getAdditionalParameters().getOrDefault(KEY, key))) {
            throw refused(OAuth2ErrorCodes.INVALID_DPOP_PROOF, "dpop_jkt is not the key of the proof.");
        }
        Map<String, Object> parameters = new HashMap<>(pushed.getAdditionalParameters());
        parameters.put(KEY, key);
        return new OAuth2PushedAuthorizationRequestAuthenticationToken(
                pushed.getAuthorizationUri(),
                pushed.getClientId(),
                (Authentication) pushed.getPrincipal(),
                pushed.getRedirectUri(),
                pushed.getState(),
                pushed.getScopes(),
                parameters);
    }

    private static OAuth2AuthenticationException refused(String code, String why) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, why, null));
    }

    /** The framework would keep a valid request as an authorization that has not begun. */
    private static final class NothingStored implements OAuth2AuthorizationService {

        @Override
        public void save(OAuth2Authorization authorization) {}

        @Override
        public void remove(OAuth2Authorization authorization) {}

        @Override
        public @Nullable OAuth2Authorization findById(String id) {
            return null;
        }

        @Override
        public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
            return null;
        }
    }
}
