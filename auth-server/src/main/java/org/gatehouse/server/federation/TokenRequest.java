package org.gatehouse.server.federation;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.outgoing.OutgoingCalls;
import org.gatehouse.server.outgoing.OutgoingException;
import org.gatehouse.server.outgoing.OutgoingRequest;
import org.gatehouse.server.outgoing.OutgoingResponse;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Redeems a provider's code (OpenID Connect Core section 3.1.3). */
@Component
class TokenRequest {

    private final OutgoingCalls calls;
    private final ProviderAuthentication authentication;

    TokenRequest(OutgoingCalls calls, ProviderAuthentication authentication) {
        this.calls = calls;
        this.authentication = authentication;
    }

    /** @param accessToken null when none came with it */
    record Tokens(String idToken, @Nullable String accessToken) {

        @Override
        public String toString() {
            return "Tokens[hidden]";
        }
    }

    /** @throws UpstreamRefusedException when the provider gives nothing for it */
    Tokens redeem(Realm realm, Connection connection, ProviderMetadata provider, String code, String verifier) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", UpstreamSignIns.redirectUri(realm, connection));
        form.put("code_verifier", verifier);
        try {
            OutgoingRequest request = authentication.authenticated(
                    realm, connection, provider, OutgoingRequest.form(provider.tokenEndpoint(), form), form);
            return tokens(calls.send(request));
        } catch (OutgoingException ex) {
            throw Refusal.of(ex);
        }
    }

    private static Tokens tokens(OutgoingResponse answer) {
        if (answer.status() >= 500) {
            throw new UpstreamRefusedException(
                    Refusal.UNREACHABLE, "The token endpoint answered with " + answer.status());
        }
        Map<String, Object> json = json(answer);
        if (!answer.isSuccess()) {
            throw refused(answer.status(), json.get("error"));
        }
        if (!(json.get("id_token") instanceof String idToken)) {
            throw new UpstreamRefusedException(Refusal.MALFORMED, "The token response has no ID token");
        }
        return new Tokens(idToken, json.get("access_token") instanceof String accessToken ? accessToken : null);
    }

    private static Map<String, Object> json(OutgoingResponse answer) {
        try {
            return JSONObjectUtils.parse(answer.text());
        } catch (ParseException ex) {
            throw new UpstreamRefusedException(Refusal.MALFORMED, "The token response is no JSON object");
        }
    }

    /** Words of the provider are not repeated: they may hold the code, or what somebody wants an operator to read. */
    private static UpstreamRefusedException refused(int status, @Nullable Object error) {
        if ("invalid_grant".equals(error)) {
            return new UpstreamRefusedException(Refusal.CODE, "The token endpoint says invalid_grant");
        }
        if (status == 401 || "invalid_client".equals(error) || "unauthorized_client".equals(error)) {
            return new UpstreamRefusedException(
                    Refusal.CLIENT,
                    "The token endpoint does not take this service for the client: see its secret or certificate");
        }
        return new UpstreamRefusedException(Refusal.ERROR, "The token endpoint answered with " + status);
    }
}
