package org.gatehouse.server.demo.entra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the stand-in is, and what it says of itself.
 *
 * @param base without a final slash
 */
record Addresses(String base) {

    static final String PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";

    String issuerTemplate() {
        return issuer("{tenantid}");
    }

    String issuer(String tenant) {
        return base + "/" + tenant + "/v2.0";
    }

    String graph() {
        return base + "/graph";
    }

    String token(String tenant) {
        return base + "/" + tenant + "/oauth2/v2.0/token";
    }

    /** OpenID Connect Discovery 1.0 section 3; of more than one tenant, the issuer is a template. */
    Map<String, Object> metadata(String tenant) {
        boolean isMany = List.of("organizations", "common").contains(tenant);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", isMany ? issuerTemplate() : issuer(tenant));
        metadata.put("authorization_endpoint", base + "/" + tenant + "/oauth2/v2.0/authorize");
        metadata.put("token_endpoint", token(tenant));
        metadata.put("end_session_endpoint", base + "/" + tenant + "/oauth2/v2.0/logout");
        metadata.put("jwks_uri", base + "/" + tenant + "/discovery/v2.0/keys");
        metadata.put("userinfo_endpoint", graph() + "/oidc/userinfo");
        metadata.put(
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "private_key_jwt", "client_secret_basic"));
        metadata.put("response_modes_supported", List.of("query"));
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("subject_types_supported", List.of("pairwise"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
        metadata.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
        metadata.put("request_uri_parameter_supported", false);
        metadata.put("http_logout_supported", true);
        metadata.put("frontchannel_logout_supported", true);
        metadata.put("msgraph_host", "graph.microsoft.com"); // looked at by nobody who knows better
        return metadata;
    }
}
