package org.gatehouse.server.devicegrant;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.devices.DeviceDescription;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.tokens.DeviceCodes;
import org.gatehouse.server.trail.Trail;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2UserCode;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/** Gives a device its two codes (RFC 8628 sections 3.1 and 3.2). */
@Component
class DeviceAuthorizationProvider implements AuthenticationProvider {

    private final DeviceGrants grants;
    private final DeviceCodes codes;
    private final Trail trail;
    private final Clock clock;

    DeviceAuthorizationProvider(DeviceGrants grants, DeviceCodes codes, Trail trail, Clock clock) {
        this.grants = grants;
        this.codes = codes;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2DeviceAuthorizationRequestAuthenticationToken asked =
                (OAuth2DeviceAuthorizationRequestAuthenticationToken) authentication;
        RegisteredClient client = AuthenticatedClient.of(asked.getPrincipal(), AuthorizationGrantType.DEVICE_CODE);
        Set<String> scopes = asked.getScopes();
        if (!client.getScopes().containsAll(scopes)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_SCOPE);
        }
        return begin(asked, client, scopes);
    }

    private Authentication begin(
            OAuth2DeviceAuthorizationRequestAuthenticationToken asked, RegisteredClient client, Set<String> scopes) {
        CurrentRequest request = CurrentRequest.get();
        Realm realm = CurrentRequest.currentRealm();
        String deviceCode = codes.next();
        String userCode = grants.begin(
                realm,
                codes.family(deviceCode).orElseThrow(),
                client.getClientId(),
                scopes,
                DeviceCodes.hash(deviceCode),
                request.address(),
                DeviceDescription.browser(request.userAgent()));
        trail.record(trail.event(realm, Activity.CODE_ISSUED, client.getClientId(), null)
                .actor(Party.client(client.getClientId()))
                .detail("grant", "device_code")
                .detail("scope", scopes.isEmpty() ? null : String.join(" ", scopes)));
        Instant now = clock.instant();
        Instant end = now.plus(DeviceGrants.VALID);
        return new OAuth2DeviceAuthorizationRequestAuthenticationToken(
                (Authentication) asked.getPrincipal(),
                scopes,
                new OAuth2DeviceCode(deviceCode, now, end),
                new OAuth2UserCode(UserCode.shown(userCode), now, end));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2DeviceAuthorizationRequestAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
