package org.gatehouse.server.demo.entra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an application sends somebody with (RFC 6749 section 4.1.1; OpenID Connect Core section 3.1.2.1; RFC 7636).
 *
 * @param tenant whose people may choose themselves: an id, {@code organizations} or {@code common}
 * @param context an authentication context that is essential; null when none is
 * @param parameters all of them, to go on with
 */
record AuthorizationRequest(
        String tenant,
        String clientId,
        String redirectUri,
        String scope,
        String challenge,
        @Nullable String context,
        Map<String, String> parameters) {

    static AuthorizationRequest of(Call call, Optional<Registration> registration) {
        Registration known = registration.orElseThrow(
                () -> new Refused("AADSTS700016", "No application is registered as " + call.get("client_id")));
        require(known.redirectUris().contains(call.get("redirect_uri")), "AADSTS50011", "The redirect URI is another");
        require(call.get("response_type").equals("code"), "AADSTS700054", "Only response_type=code is answered");
        require(List.of(call.get("scope").split(" ")).contains("openid"), "AADSTS70011", "The scope lacks openid");
        require(call.get("code_challenge_method").equals("S256"), "AADSTS50147", "PKCE with S256 is needed");
        require(!call.get("state").isEmpty() && !call.get("nonce").isEmpty(), "AADSTS900144", "No state or no nonce");
        return new AuthorizationRequest(
                call.tenant(),
                known.clientId(),
                call.get("redirect_uri"),
                call.get("scope"),
                call.get("code_challenge"),
                context(call.get("claims")),
                call.parameters());
    }

    private static void require(boolean met, String error, String message) {
        if (!met) {
            throw new Refused(error, message);
        }
    }

    private static @Nullable String context(String claims) {
        if (claims.isEmpty()) {
            return null;
        }
        try {
            return JsonMapper.shared()
                    .readTree(claims)
                    .path("id_token")
                    .path("acrs")
                    .path("value")
                    .asString(null);
        } catch (JacksonException ex) {
            throw new Refused("AADSTS9002313", "The claims parameter is no JSON");
        }
    }

    boolean isFor(Person person) {
        boolean isMany = List.of("organizations", "common").contains(tenant);
        boolean isPersonal = person.tenant().id().equals(Addresses.PERSONAL);
        return isMany
                ? tenant.equals("common") || !isPersonal
                : person.tenant().id().equals(tenant);
    }

    boolean wantsGraph() {
        return scope.contains("/User.Read");
    }
}
