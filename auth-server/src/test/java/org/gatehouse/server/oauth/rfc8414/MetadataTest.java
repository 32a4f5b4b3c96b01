package org.gatehouse.server.oauth.rfc8414;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("RFC 8414 and OpenID Connect Discovery 1.0: metadata says what is")
class MetadataTest {

    private static final String REALM = "acme";
    private static final String OPENID = "/realms/acme/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server/realms/acme";

    private final TestServer server = TestServer.shared();
    private final Browser caller = new Browser(server);

    static Stream<String> documents() {
        return Stream.of(OPENID, OAUTH);
    }

    @Test
    void readWhenWellKnownPartIsAppendedThenNotThere() {
        assertThat(caller.get("/realms/acme/.well-known/oauth-authorization-server")
                        .status())
                .isNotEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readThenIssuerIsTheRealms(String path) {
        JsonNode metadata = caller.get(path).json();

        assertThat(metadata.path("issuer").asString()).isEqualTo(server.issuer(REALM));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readThenEveryEndpointIsBelowTheIssuerAndAnswers(String path) {
        JsonNode metadata = caller.get(path).json();
        List<String> endpoints = metadata.propertyStream()
                .filter(property -> property.getKey().endsWith("_endpoint")
                        || property.getKey().equals("jwks_uri"))
                .map(Map.Entry::getValue)
                .map(JsonNode::asString)
                .toList();

        assertThat(endpoints).hasSizeGreaterThanOrEqualTo(5);
        assertThat(endpoints).allSatisfy(endpoint -> {
            assertThat(endpoint).startsWith(server.issuer(REALM) + "/");
            assertThat(answers(endpoint)).as(endpoint).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readThenOnlyWhatWorksIsOffered(String path) {
        JsonNode metadata = caller.get(path).json();

        assertThat(texts(metadata, "response_types_supported")).containsExactly("code");
        assertThat(texts(metadata, "response_modes_supported")).containsExactly("query", "fragment", "form_post");
        assertThat(texts(metadata, "grant_types_supported"))
                .containsExactlyInAnyOrder(
                        "authorization_code",
                        "refresh_token",
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "urn:ietf:params:oauth:grant-type:token-exchange");
        assertThat(texts(metadata, "code_challenge_methods_supported")).containsExactly("S256");
        assertThat(texts(metadata, "token_endpoint_auth_methods_supported"))
                .containsExactlyInAnyOrder("client_secret_basic", "client_secret_post", "private_key_jwt", "none");
        assertThat(texts(metadata, "introspection_endpoint_auth_methods_supported"))
                .doesNotContain("none");
        assertThat(metadata.path("authorization_response_iss_parameter_supported")
                        .asBoolean())
                .isTrue();
        assertThat(texts(metadata, "dpop_signing_alg_values_supported"))
                .containsExactly("ES256", "PS256", "EdDSA", "RS256");
        assertThat(metadata.path("require_pushed_authorization_requests").asBoolean(true))
                .isFalse();
        assertThat(metadata.path("registration_endpoint").asString())
                .as("which the realm file opens")
                .isEqualTo(server.issuer("acme") + "/connect/register");
        assertThat(metadata.path("tls_client_certificate_bound_access_tokens").asBoolean(false))
                .isFalse();
    }

    @Test
    void readThenWhatOpenIdConnectOffersIsSaid() {
        JsonNode metadata = caller.get(OPENID).json();

        assertThat(metadata.path("claims_parameter_supported").asBoolean()).isTrue();
        assertThat(metadata.path("request_parameter_supported").asBoolean()).isFalse();
        assertThat(metadata.path("request_uri_parameter_supported").asBoolean()).isFalse();
        assertThat(texts(metadata, "subject_types_supported")).containsExactly("public", "pairwise");
        assertThat(texts(metadata, "prompt_values_supported"))
                .containsExactly("none", "login", "consent", "select_account");
        assertThat(texts(metadata, "claims_supported"))
                .contains("sub", "auth_time", "acr", "email", "phone_number", "address", "updated_at");
        assertThat(texts(metadata, "claim_types_supported")).containsExactly("normal");
    }

    @Test
    void readThenIdTokenAlgorithmsHaveAKeyEach() {
        JsonNode metadata = caller.get(OPENID).json();
        List<String> published = Jwts.keys(server, REALM).getKeys().stream()
                .map(key -> key.getAlgorithm().getName())
                .toList();

        assertThat(texts(metadata, "id_token_signing_alg_values_supported"))
                .containsExactlyInAnyOrder("RS256", "ES256", "PS256", "EdDSA");
        assertThat(published).containsAll(texts(metadata, "id_token_signing_alg_values_supported"));
    }

    @Test
    void readKeysThenNoPrivatePartsAndOneIdEach() {
        Answer answer = caller.get("/realms/acme/oauth2/jwks");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Jwts.keys(server, REALM).getKeys())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(key -> {
                    assertThat(key.isPrivate()).isFalse();
                    assertThat(key.getKeyUse().getValue()).isEqualTo("sig");
                });
        assertThat(Jwts.keys(server, REALM).getKeys().stream().map(JWK::getKeyID))
                .doesNotHaveDuplicates();
        for (JsonNode key : answer.json().path("keys")) {
            assertThat(key.propertyNames()).doesNotContain("d", "p", "q", "dp", "dq", "qi", "k", "oth");
        }
    }

    /** Answering means anything but "there is nothing here". */
    private boolean answers(String endpoint) {
        int get = caller.get(endpoint).status();
        int post = caller.post(endpoint, Map.of()).status();
        return Stream.of(get, post)
                .anyMatch(status -> status == 200 || status == 302 || status == 400 || status == 401);
    }

    private static List<String> texts(JsonNode metadata, String name) {
        return metadata.path(name).valueStream().map(JsonNode::asString).toList();
    }
}
