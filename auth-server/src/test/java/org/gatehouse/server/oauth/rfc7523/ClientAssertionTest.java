package org.gatehouse.server.oauth.rfc7523;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.KeyedServer.EC;
import static org.gatehouse.server.testing.KeyedServer.REALM;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Assertion;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.ClientKeys;
import org.gatehouse.server.testing.KeyedServer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("RFC 7523 section 3, OpenID Connect Core 1.0 section 9: clients that sign who they are")
class ClientAssertionTest {

    private static final String SIGNER = "signer";
    private static final Map<String, String> REQUEST = Map.of("grant_type", "client_credentials");

    private final TestServer server = KeyedServer.shared();
    private final Browser caller = new Browser(server);
    private final TrailProbe trail = TrailProbe.of(server, REALM);

    static Stream<JWK> keys() {
        return Stream.of(
                EC,
                KeyedServer.ED,
                KeyedServer.PS,
                KeyedServer.RS,
                new RSAKey.Builder(KeyedServer.ANY_RSA)
                        .algorithm(JWSAlgorithm.RS256)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void tokenWhenOneOfItsKeysSignedThenIssues(JWK key) {
        Answer answer = token(Assertion.of(server, REALM, SIGNER, key));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(trail.freshCodes()).containsExactly("token.issued");
    }

    @Test
    void tokenWhenTheClientIsNamedAsWellThenIssues() {
        Map<String, String> form = Assertion.of(server, REALM, SIGNER, EC).on(REQUEST);
        form.put("client_id", SIGNER);

        assertThat(token(form).status()).isEqualTo(200);
    }

    @Test
    void tokenWhenAnotherClientIsNamedThenRefused() {
        Map<String, String> form = Assertion.of(server, REALM, SIGNER, EC).on(REQUEST);
        form.put("client_id", "second");

        assertRefused(token(form), "assertion-issuer");
    }

    @Test
    void tokenWhenASecretClientSignsThenRefused() {
        assertThat(token(Assertion.of(server, REALM, "exporter", EC)).json("error"))
                .isEqualTo("invalid_client");
        assertThat(trail.freshCodes()).containsExactly("client.auth-failed");
    }

    @Test
    void tokenWhenASigningClientOnlyNamesItselfThenRefused() {
        Map<String, String> form = new LinkedHashMap<>(REQUEST);
        form.put("client_id", SIGNER);

        assertThat(token(form).status()).isEqualTo(401);
    }

    @Test
    void tokenWhenUsedASecondTimeThenRefused() {
        Map<String, String> form = Assertion.of(server, REALM, SIGNER, EC).on(REQUEST);
        assertThat(token(form).status()).isEqualTo(200);
        trail.fresh();

        assertRefused(token(form), "assertion-replay");
    }

    @Test
    void tokenWhenUsedManyTimesAtOnceThenWorksOnce() {
        Map<String, String> form = Assertion.of(server, REALM, SIGNER, EC).on(REQUEST);

        List<Integer> answers = Together.run(
                8,
                number -> new Browser(server)
                        .post("/realms/" + REALM + "/oauth2/token", form)
                        .status());

        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 401);
    }

    @Test
    void tokenWhenAnotherClientUsesTheSameIdThenIssues() {
        assertThat(token(Assertion.of(server, REALM, SIGNER, EC).with("jti", "shared-id"))
                        .status())
                .isEqualTo(200);
        assertThat(token(Assertion.of(server, REALM, "second", EC).with("jti", "shared-id"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tokenWhenTheSignatureIsWrongThenTheIdIsNotUsedUp() {
        Assertion good = Assertion.of(server, REALM, SIGNER, EC);
        String text = good.text();
        Map<String, String> forged =
                Assertion.on(REQUEST, text.substring(0, text.lastIndexOf('.') + 1) + "A".repeat(86));

        assertRefused(token(forged), "assertion-signature");
        assertThat(token(good.on(REQUEST)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, assertion-issuer",
        "sub, assertion-issuer",
        "aud, assertion-audience",
        "exp, assertion-expiry",
        "jti, assertion-id"
    })
    void tokenWhenAClaimIsMissingThenRefused(String claim, String fault) {
        Map<String, String> form =
                Assertion.of(server, REALM, SIGNER, EC).without(claim).on(REQUEST);
        form.put("client_id", SIGNER);

        assertRefused(token(form), fault);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, second, assertion-issuer",
        "sub, second, assertion-issuer",
        "aud, https://other.example, assertion-audience",
        "aud, '', assertion-audience",
        "jti, '', assertion-id",
        "exp, soon, assertion-malformed"
    })
    void tokenWhenAClaimIsAnotherThenRefused(String claim, String value, String fault) {
        Map<String, String> form =
                Assertion.of(server, REALM, SIGNER, EC).with(claim, value).on(REQUEST);
        form.put("client_id", SIGNER);

        assertRefused(token(form), fault);
    }

    @Test
    void tokenWhenTheIdIsLongThenRefused() {
        assertRefused(token(Assertion.of(server, REALM, SIGNER, EC).with("jti", "x".repeat(256))), "assertion-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/oauth2/token",
                "/oauth2/par",
                "/oauth2/introspect",
                "/oauth2/revoke",
                "/oauth2/device_authorization"
            })
    void tokenWhenTheAudienceIsTheIssuerOrAnEndpointThenIssues(String path) {
        assertThat(token(Assertion.of(server, REALM, SIGNER, EC).with("aud", server.issuer(REALM) + path))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tokenWhenTheAudienceIsAnotherRealmThenRefused() {
        assertRefused(
                token(Assertion.of(server, REALM, SIGNER, EC).with("aud", server.issuer("acme"))),
                "assertion-audience");
    }

    @Test
    void tokenWhenThereIsASecondAudienceThenRefused() {
        Object both = List.of(server.issuer(REALM), "https://other.example");

        assertRefused(token(Assertion.of(server, REALM, SIGNER, EC).with("aud", both)), "assertion-audience");
        assertThat(token(Assertion.of(server, REALM, SIGNER, EC).with("aud", List.of(server.issuer(REALM))))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"exp, -300", "exp, -15", "exp, 400", "exp, 90000000000000", "nbf, 70", "iat, 70"})
    void tokenWhenATimeIsOutOfBoundsThenRefused(String claim, long seconds) {
        long time = server.clock().instant().getEpochSecond() + seconds;

        assertRefused(
                token(Assertion.of(server, REALM, SIGNER, EC).with(claim, time)),
                claim.equals("exp") ? "assertion-expiry" : "assertion-not-yet");
    }

    @ParameterizedTest
    @CsvSource({"exp, 295", "nbf, 8", "iat, 8"})
    void tokenWhenATimeIsWithinBoundsThenIssues(String claim, long seconds) {
        long time = Instant.now(server.clock()).getEpochSecond() + seconds;

        assertThat(token(Assertion.of(server, REALM, SIGNER, EC).with(claim, time))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer",
                "URN:ietf:params:oauth:client-assertion-type:jwt-bearer", "jwt-bearer"
            })
    void tokenWhenTheTypeIsAnotherThenRefused(String type) {
        Map<String, String> form = Assertion.of(server, REALM, SIGNER, EC).on(REQUEST);
        form.put("client_assertion_type", type);

        assertRefused(token(form), "assertion-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_assertion", "client_assertion_type"})
    void tokenWhenHalfIsMissingThenRefused(String parameter) {
        Map<String, String> form = Assertion.of(server, REALM, SIGNER, EC).on(REQUEST);
        form.remove(parameter);

        assertRefused(token(form), "assertion-type");
    }

    @Test
    void tokenWhenTheAssertionIsInTheAddressThenRefused() {
        Map<String, String> form = Assertion.of(server, REALM, SIGNER, EC).on(Map.of());

        Answer answer = caller.post("/realms/" + REALM + "/oauth2/token?" + Browser.encode(form), REQUEST);

        assertRefused(answer, "assertion-query");
    }

    @Test
    void tokenWhenTheClientAuthenticatesInTwoWaysThenRefused() {
        Map<String, String> form = Assertion.of(server, REALM, SIGNER, EC).on(REQUEST);
        String basic = RelyingApp.basic("exporter", TestServer.secret("EXPORTER_SECRET"));
        Answer both = caller.post("/realms/" + REALM + "/oauth2/token", form, "Authorization", basic);
        form.put("client_secret", "x");

        assertThat(both.json("error")).isEqualTo("invalid_request");
        assertThat(token(form).json("error")).isEqualTo("invalid_request");
    }

    @Test
    void tokenWhenAKeyOfAnotherSignedThenRefused() {
        assertRefused(token(Assertion.of(server, REALM, SIGNER, ClientKeys.curve("ec"))), "assertion-signature");
        assertRefused(token(Assertion.of(server, REALM, SIGNER, ClientKeys.curve("new"))), "assertion-signature");
    }

    @Test
    void tokenWhenTheKeyIsNotNamedThenFindsIt() {
        Assertion assertion = Assertion.of(server, REALM, SIGNER, EC).header(header -> header.keyID(null));

        assertThat(token(assertion).status()).isEqualTo(200);
    }

    @Test
    void tokenWhenTheClientIsUnknownThenTheSameAnswerAsForABadSignature() {
        Answer unknown = token(Assertion.of(server, REALM, "nobody", EC));
        Answer forged = token(Assertion.of(server, REALM, SIGNER, ClientKeys.curve("ec")));

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(forged.status()).isEqualTo(401);
        assertThat(List.of(unknown, forged))
                .allSatisfy(answer -> assertThat(answer.body())
                        .as("nothing but the error and where an administrator finds why")
                        .matches("\\{\"error_description\":\"Reference: [0-9A-Z-]+\",\"error\":\"invalid_client\"}"));
        assertThat(trail.fresh())
                .extracting(entry -> entry.activity().code())
                .containsExactly("client.auth-failed", "client.auth-failed");
    }

    @Test
    void redeemWhenSignedThenIssuesAndTheVerifierIsCompared() {
        RelyingApp portal = RelyingApp.of(server, REALM, "portal");
        String code = portal.code(new Browser(server), People.of(server).create(REALM));
        Map<String, String> wrong = new LinkedHashMap<>(portal.redemption(code));
        wrong.put("code_verifier", "another-verifier-that-is-long-enough-for-rfc-7636-section-4");

        Answer refused = token(Assertion.of(server, REALM, "portal", EC).on(wrong));
        String next = portal.code(new Browser(server), People.of(server).create(REALM));
        Answer issued = token(Assertion.of(server, REALM, "portal", EC).on(portal.redemption(next)));

        assertThat(refused.json("error")).isEqualTo("invalid_grant");
        assertThat(issued.status()).as(issued.body()).isEqualTo(200);
        assertThat(issued.json("id_token")).isNotEmpty();
    }

    @Test
    void introspectAndRevokeWhenSignedThenWork() {
        String accessToken = token(Assertion.of(server, REALM, SIGNER, EC)).json("access_token");
        Map<String, String> form = Map.of("token", accessToken);

        Answer introspected = post(
                "/oauth2/introspect", Assertion.of(server, REALM, SIGNER, EC).on(form));
        Answer revoked =
                post("/oauth2/revoke", Assertion.of(server, REALM, SIGNER, EC).on(form));

        assertThat(introspected.json().path("active").asBoolean()).isTrue();
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(post(
                                "/oauth2/introspect",
                                Assertion.of(server, REALM, SIGNER, EC).on(form))
                        .json()
                        .path("active")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void metadataThenSaysWhatWorks() {
        JsonNode metadata = caller.get("/realms/" + REALM + "/.well-known/openid-configuration")
                .json();

        for (String endpoint : List.of("token", "revocation", "introspection")) {
            assertThat(metadata.path(endpoint + "_endpoint_auth_methods_supported")
                            .valueStream())
                    .extracting(JsonNode::asString)
                    .contains("private_key_jwt")
                    .doesNotContain("client_secret_jwt", "tls_client_auth", "self_signed_tls_client_auth");
            assertThat(metadata.path(endpoint + "_endpoint_auth_signing_alg_values_supported")
                            .valueStream())
                    .extracting(JsonNode::asString)
                    .containsExactly("ES256", "PS256", "EdDSA", "RS256");
        }
    }

    private Answer token(Assertion assertion) {
        return token(assertion.on(REQUEST));
    }

    private Answer token(Map<String, String> form) {
        return post("/oauth2/token", form);
    }

    private Answer post(String endpoint, Map<String, String> form) {
        return caller.post("/realms/" + REALM + endpoint, form);
    }

    private void assertRefused(Answer answer, String fault) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json("error")).isEqualTo("invalid_client");
        assertThat(answer.body()).doesNotContain("assertion-");
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("client.auth-failed");
            assertThat(reason(entry)).isEqualTo(fault);
        });
    }

    private static String reason(EntryView entry) {
        return String.valueOf(entry.reason());
    }
}
