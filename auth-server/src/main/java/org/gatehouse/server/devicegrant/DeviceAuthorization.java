package org.gatehouse.server.devicegrant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.server.authorization.MetadataLists;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.gatehouse.server.authorization.Refusals;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceCodeAuthenticationProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** RFC 8628 at the protocol's endpoints. */
@Component
class DeviceAuthorization implements ProtocolFeature {

    static final String PATH = "/oauth2/device_authorization";

    private final DeviceAuthorizationProvider beginning;
    private final DeviceTokenProvider polling;
    private final Refusals refusals;

    DeviceAuthorization(DeviceAuthorizationProvider beginning, DeviceTokenProvider polling, Refusals refusals) {
        this.beginning = beginning;
        this.polling = polling;
        this.refusals = refusals;
    }

    @Override
    public List<String> endpoints() {
        return List.of(PATH);
    }

    @Override
    public void configure(OAuth2AuthorizationServerConfigurer server) {
        server.deviceAuthorizationEndpoint(endpoint -> endpoint.authenticationProviders(providers -> {
                    providers.clear();
                    providers.add(beginning);
                })
                .deviceAuthorizationResponseHandler(DeviceAuthorization::answer)
                .errorResponseHandler(refusals::token));
    }

    @Override
    public void offerGrants(List<AuthenticationProvider> providers) {
        providers.removeIf(OAuth2DeviceCodeAuthenticationProvider.class::isInstance);
        providers.add(polling);
    }

    @Override
    public void describe(Realm realm, Map<String, Object> metadata) {
        metadata.put("device_authorization_endpoint", realm.issuer() + PATH);
        MetadataLists.add(metadata, "grant_types_supported", AuthorizationGrantType.DEVICE_CODE.getValue());
    }

    /** RFC 8628 section 3.2. The framework's own answer would lead to a page that belongs to no realm. */
    private static void answer(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OAuth2DeviceAuthorizationRequestAuthenticationToken begun =
                (OAuth2DeviceAuthorizationRequestAuthenticationToken) authentication;
        String userCode = Objects.requireNonNull(begun.getUserCode()).getTokenValue();
        String page = CurrentRequest.currentRealm().issuer() + "/device";
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("device_code", Objects.requireNonNull(begun.getDeviceCode()).getTokenValue());
        answer.put("user_code", userCode);
        answer.put("verification_uri", page);
        answer.put("verification_uri_complete", page + "/" + userCode);
        answer.put("expires_in", DeviceGrants.VALID.toSeconds());
        answer.put("interval", DeviceGrants.INTERVAL);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getWriter().write(JsonMapper.shared().writeValueAsString(answer));
    }
}
