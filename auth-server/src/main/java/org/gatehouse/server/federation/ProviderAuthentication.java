package org.gatehouse.server.federation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.outgoing.OutgoingRequest;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Shows a provider's token endpoint who is asking (OpenID Connect Core section 9). */
@Component
class ProviderAuthentication {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final ConnectionSecrets secrets;
    private final OwnAssertions assertions;

    ProviderAuthentication(ConnectionSecrets secrets, OwnAssertions assertions) {
        this.secrets = secrets;
        this.assertions = assertions;
    }

    /**
     * @param plain the request without it
     * @param form what the request holds
     * @throws UpstreamRefusedException when the provider takes nothing that can be shown
     */
    OutgoingRequest authenticated(
            Realm realm,
            Connection connection,
            ProviderMetadata provider,
            OutgoingRequest plain,
            Map<String, String> form) {
        return connection.clientSecret() == null
                ? byKey(realm, connection, provider, plain, form)
                : bySecret(realm, connection, provider, plain, form);
    }

    private OutgoingRequest byKey(
            Realm realm,
            Connection connection,
            ProviderMetadata provider,
            OutgoingRequest plain,
            Map<String, String> form) {
        Map<String, String> more = new LinkedHashMap<>(form);
        more.put("client_id", connection.clientId());
        more.put("client_assertion_type", ASSERTION_TYPE);
        more.put("client_assertion", assertions.make(realm, connection, provider));
        return OutgoingRequest.form(plain.target(), more);
    }

    private OutgoingRequest bySecret(
            Realm realm,
            Connection connection,
            ProviderMetadata provider,
            OutgoingRequest plain,
            Map<String, String> form) {
        String secret = secrets.find(realm, connection)
                .orElseThrow(() -> new UpstreamRefusedException(
                        Refusal.MISCONFIGURED, "The connection's secret is not known; apply the realm file again"));
        if (provider.authMethods().contains("client_secret_basic")) {
            return plain.with("Authorization", "Basic " + credentials(connection.clientId(), secret));
        }
        if (!provider.authMethods().contains("client_secret_post")) {
            throw new UpstreamRefusedException(Refusal.MISCONFIGURED, "The provider takes no client secret");
        }
        Map<String, String> more = new LinkedHashMap<>(form);
        more.put("client_id", connection.clientId());
        more.put("client_secret", secret);
        return OutgoingRequest.form(plain.target(), more);
    }

    /** RFC 6749 section 2.3.1: each part is encoded as in a form. */
    private static String credentials(String id, String secret) {
        return Base64.getEncoder()
                .encodeToString((encoded(id) + ":" + encoded(secret)).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
