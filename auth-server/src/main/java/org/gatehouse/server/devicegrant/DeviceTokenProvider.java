package org.gatehouse.server.devicegrant;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import org.gatehouse.server.devicegrant.DeviceGrant.State;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.tokens.AuthorizationStore;
import org.gatehouse.server.tokens.DeviceCodes;
import org.gatehouse.server.tokens.TokenGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * Answers a device that polls (RFC 8628 sections 3.4 and 3.5). Of all polls after the person's yes one gets on, on whatever
 * node: it redeems the device's code as an authorization code, with the same checks, state and entries.
 */
@Component
class DeviceTokenProvider implements AuthenticationProvider {

    private final DeviceGrants grants;
    private final DeviceCodes codes;
    private final OAuth2AuthorizationCodeAuthenticationProvider redemption;
    private final Clock clock;

    DeviceTokenProvider(
            DeviceGrants grants,
            DeviceCodes codes,
            AuthorizationStore authorizations,
            TokenGenerator tokens,
            Clock clock) {
        this.grants = grants;
        this.codes = codes;
        this.redemption = new OAuth2AuthorizationCodeAuthenticationProvider(authorizations, tokens);
        this.clock = clock;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication authentication) {
        OAuth2DeviceCodeAuthenticationToken asked = (OAuth2DeviceCodeAuthenticationToken) authentication;
        RegisteredClient client = AuthenticatedClient.of(asked.getPrincipal(), AuthorizationGrantType.DEVICE_CODE);
        claim(CurrentRequest.currentRealm(), client.getClientId(), asked.getDeviceCode());
        Map<String, Object> more = asked.getAdditionalParameters();
        return redemption.authenticate(new OAuth2AuthorizationCodeAuthenticationToken(
                asked.getDeviceCode(), (Authentication) asked.getPrincipal(), null, more));
    }

    /** Returns to one caller, once; throws what the others are to be told. */
    private void claim(Realm realm, String clientId, String deviceCode) {
        DeviceGrant grant = codes.family(deviceCode)
                .flatMap(id -> grants.find(realm, id))
                .filter(found -> found.clientId().equals(clientId))
                .filter(found -> MessageDigest.isEqual(found.deviceCodeHash(), DeviceCodes.hash(deviceCode)))
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
        if (grant.state() == State.DENIED) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.ACCESS_DENIED);
        }
        if (grant.state() == State.REDEEMED) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
        if (!clock.instant().isBefore(grant.validUntil())) {
            throw new OAuth2AuthenticationException("expired_token");
        }
        if (grant.state() == State.PENDING) {
            throw new OAuth2AuthenticationException(
                    grants.poll(realm, grant.id()) ? "authorization_pending" : "slow_down");
        }
        if (!grants.change(realm, grant.id(), State.APPROVED, State.REDEEMED)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT); // another poll was faster
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2DeviceCodeAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
