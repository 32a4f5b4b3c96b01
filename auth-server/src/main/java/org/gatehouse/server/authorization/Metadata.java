package org.gatehouse.server.authorization;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.client.SubjectType;
import org.gatehouse.server.claims.ClaimScopes;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.gatehouse.server.session.Assurance;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadata;
import org.springframework.security.oauth2.server.authorization.oidc.OidcProviderConfiguration;
import org.springframework.stereotype.Component;

/** Makes the metadata tell what is, not what the framework could. RFC 8414, OpenID Connect Discovery 1.0. */
@Component
class Metadata {

    private static final List<String> CLIENT_AUTHENTICATION = List.of("client_secret_basic", "client_secret_post");
    private static final List<String> GRANTS = List.of("authorization_code", "refresh_token", "client_credentials");

    /** Present in the framework's answer, not offered here. */
    private static final List<String> NOT_OFFERED = List.of(
            "tls_client_certificate_bound_access_tokens",
            "dpop_signing_alg_values_supported",
            "introspection_endpoint_auth_signing_alg_values_supported");

    private final List<ProtocolFeature> features;

    Metadata(List<ProtocolFeature> features) {
        this.features = features;
    }

    void openId(OidcProviderConfiguration.Builder metadata) {
        metadata.claims(claims -> {
            common(claims);
            claims.put(
                    "id_token_signing_alg_values_supported",
                    Arrays.stream(IdTokenAlg.values()).map(IdTokenAlg::code).toList());
            claims.put(
                    "subject_types_supported",
                    Arrays.stream(SubjectType.values()).map(SubjectType::code).toList());
            claims.put(
                    "acr_values_supported",
                    Arrays.stream(Assurance.values()).map(Assurance::acr).toList());
            claims.put("claims_supported", claimNames());
            claims.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
            claims.put("display_values_supported", List.of("page"));
            claims.put("claim_types_supported", List.of("normal"));
            claims.put("claims_parameter_supported", true);
            claims.put("request_parameter_supported", false);
            claims.put("request_uri_parameter_supported", false);
            describeFeatures(claims);
        });
    }

    void oauth(OAuth2AuthorizationServerMetadata.Builder metadata) {
        metadata.claims(claims -> {
            common(claims);
            describeFeatures(claims);
        });
    }

    private void describeFeatures(Map<String, Object> claims) {
        features.forEach(feature -> feature.describe(CurrentRequest.currentRealm(), claims));
    }

    private static void common(Map<String, Object> claims) {
        Realm realm = CurrentRequest.currentRealm();
        NOT_OFFERED.forEach(claims::remove);
        claims.put("grant_types_supported", GRANTS);
        claims.put("response_modes_supported", ResponseMode.codes());
        claims.put("token_endpoint_auth_methods_supported", with(CLIENT_AUTHENTICATION, "none"));
        claims.put("revocation_endpoint_auth_methods_supported", with(CLIENT_AUTHENTICATION, "none"));
        claims.put("introspection_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
        claims.put("authorization_response_iss_parameter_supported", true); // RFC 9207
        claims.put("scopes_supported", scopes(realm));
        claims.put("ui_locales_supported", realm.definition().languages());
    }

    private static List<String> claimNames() {
        Stream<String> ofTheSignIn = Stream.of("sub", "iss", "auth_time", "acr", "amr", "sid");
        Stream<String> ofThePerson =
                Stream.of("profile", "email", "phone", "address").flatMap(ClaimScopes::of);
        return Stream.concat(ofTheSignIn, ofThePerson).toList();
    }

    private static List<String> scopes(Realm realm) {
        TreeSet<String> scopes = new TreeSet<>(ClientDefinition.SIGN_IN_SCOPES);
        realm.definition().clients().forEach(client -> scopes.addAll(client.scopes()));
        return List.copyOf(scopes);
    }

    private static List<String> with(List<String> values, String more) {
        return Stream.concat(values.stream(), Stream.of(more)).toList();
    }
}
