package org.gatehouse.server.oauth.rfc6749;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Answers;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 section 2.3: client authentication")
class ClientAuthenticationTest {

    private static final String REALM = "acme";
    private static final Map<String, String> CLIENT_CREDENTIALS = Map.of("grant_type", "client_credentials");

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final RelyingApp exporter = RelyingApp.of(server, REALM, "exporter");
    private final Browser caller = new Browser(server);

    @Test
    void tokenWhenSecretIsWrongOrClientUnknownThenTheSameAnswer() {
        Answer wrong = tokenAs("exporter", "not-the-secret");
        Answer unknown = tokenAs("nobody", "not-the-secret");
        Answer withoutSecret = tokenAs("phone", "not-the-secret");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json("error")).isEqualTo("invalid_client");
        assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(Answers.comparable(unknown).body())
                .isEqualTo(Answers.comparable(wrong).body());
        assertThat(Answers.comparable(withoutSecret).body())
                .isEqualTo(Answers.comparable(wrong).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke"})
    void callWhenNoCredentialsAreSentThenInvalidClient(String endpoint) {
        Answer answer =
                caller.post(exporter.path(endpoint), Map.of("grant_type", "client_credentials", "token", "some-token"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json("error")).isEqualTo("invalid_client");
    }

    @Test
    void tokenWhenBasicClientSendsItsSecretInTheBodyThenRefused() {
        Map<String, String> form = new LinkedHashMap<>(CLIENT_CREDENTIALS);
        form.put("client_id", "exporter");
        form.put("client_secret", TestServer.secret("EXPORTER_SECRET"));

        Answer answer = caller.post(exporter.path("/oauth2/token"), form);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json("error")).isEqualTo("invalid_client");
    }

    @Test
    void tokenWhenTwoMethodsAreUsedAtOnceThenRefused() {
        Map<String, String> form = new LinkedHashMap<>(CLIENT_CREDENTIALS);
        form.put("client_id", "exporter");
        form.put("client_secret", TestServer.secret("EXPORTER_SECRET"));

        Answer answer = caller.post(exporter.path("/oauth2/token"), form, "Authorization", exporter.basic());

        assertThat(answer.status()).isIn(400, 401);
    }

    @Test
    void tokenWhenHeaderAndBodyNameDifferentClientsThenRefused() {
        Map<String, String> form = new LinkedHashMap<>(CLIENT_CREDENTIALS);
        form.put("client_id", "web");

        Answer answer = caller.post(exporter.path("/oauth2/token"), form, "Authorization", exporter.basic());

        assertThat(answer.status()).isIn(400, 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Basic", "Basic ", "Basic !!!", "Basic ZXhwb3J0ZXI=", "Basic OnNlY3JldA==", "Basic JXp6OiV6eg=="
            })
    void tokenWhenHeaderIsMalformedThenRefused(String header) {
        Answer answer = caller.post(exporter.path("/oauth2/token"), CLIENT_CREDENTIALS, "Authorization", header);

        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.json("error")).isIn("invalid_client", "invalid_request");
    }

    @Test
    void tokenWhenPublicClientWantsClientCredentialsThenRefused() {
        Map<String, String> form = new LinkedHashMap<>(CLIENT_CREDENTIALS);
        form.put("client_id", "phone");

        Answer answer = caller.post(phone.path("/oauth2/token"), form);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json("error")).isEqualTo("invalid_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "refresh_token", "authorization_code"})
    void introspectWhenClientIsPublicThenRefused(String grantType) {
        Person person = People.of(server).create(REALM);
        String accessToken = phone.tokens(person).json("access_token");
        Map<String, String> form = new LinkedHashMap<>(phone.redemption(phone.code(new Browser(server), person)));
        form.put("token", accessToken);
        form.put("grant_type", grantType);

        Answer answer = caller.post(phone.path("/oauth2/introspect"), form);

        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.body()).doesNotContain("\"active\"");
    }

    @Test
    void tokenWhenConfidentialClientSendsOnlyItsNameThenRefused() {
        String refreshToken = web.tokens(People.of(server).create(REALM)).json("refresh_token");
        Map<String, String> form =
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", "web");

        Answer answer = caller.post(web.path("/oauth2/token"), form);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json("error")).isEqualTo("invalid_client");
    }

    @Test
    void redeemWhenConfidentialClientSendsOnlyItsVerifierThenRefused() {
        Map<String, String> redemption =
                web.redemption(web.code(new Browser(server), People.of(server).create(REALM)));
        redemption.put("client_id", "web");

        Answer answer = caller.post(web.path("/oauth2/token"), redemption);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json("access_token")).isEmpty();
    }

    @Test
    void tokenWhenGrantIsNotTheClientsThenUnauthorizedClient() {
        Answer answer = web.token(CLIENT_CREDENTIALS);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("unauthorized_client");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "implicit",
                "urn:ietf:params:oauth:grant-type:device_code",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "x",
                ""
            })
    void tokenWhenGrantIsNotOfferedThenRefused(String grantType) {
        Answer answer = web.token(Map.of("grant_type", grantType, "username", "alice", "password", "x"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isIn("unsupported_grant_type", "unauthorized_client", "invalid_request");
    }

    @Test
    void tokenWhenSecretIsRightThenTokenEachTime() {
        assertThat(exporter.token(CLIENT_CREDENTIALS).status()).isEqualTo(200);
        assertThat(exporter.token(CLIENT_CREDENTIALS).status()).isEqualTo(200);
        assertThat(tokenAs("exporter", "not-the-secret").status()).isEqualTo(401);
    }

    private Answer tokenAs(String clientId, String secret) {
        return caller.post(
                exporter.path("/oauth2/token"),
                CLIENT_CREDENTIALS,
                "Authorization",
                RelyingApp.basic(clientId, secret));
    }
}
