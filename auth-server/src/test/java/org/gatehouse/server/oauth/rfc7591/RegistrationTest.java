package org.gatehouse.server.oauth.rfc7591;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Registrar;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** RFC 7591 sections 2 and 3, OpenID Connect Dynamic Client Registration 1.0 sections 2 and 3. */
@DisplayName("RFC 7591: clients register themselves, only who may, only what may be, each with an entry")
class RegistrationTest {

    private static final String REALM = "acme";
    private static final String CALLBACK = "https://app.example/cb";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "client-admin"));
    private final Registrar registrar = Registrar.of(server, REALM);
    private final TrailProbe trail = TrailProbe.of(server, REALM);

    @Test
    void registerWhenTheRealmIsClosedThenThereIsNoSuchEndpoint() {
        Registrar closed = Registrar.of(server, "globex");

        assertThat(closed.register(null, web()).status()).isEqualTo(404);
        assertThat(closed.register(token(1), web()).status()).isEqualTo(404);
        assertThat(metadata("globex").json().has("registration_endpoint")).isFalse();
        assertThat(metadata(REALM).json("registration_endpoint")).isEqualTo(server.issuer(REALM) + "/connect/register");
    }

    @Test
    void registerWithoutAGoodTokenThenRefusedWithItsEntry() {
        String expired = token(1);
        server.clock().advance(Duration.ofHours(2));
        String revoked = token(1);
        admin.get("/initial-access-tokens?size=200")
                .json()
                .path("items")
                .forEach(item ->
                        admin.delete("/initial-access-tokens/" + item.path("id").asString()));
        trail.fresh();

        for (String token : new String[] {null, "", "wrong", expired, revoked}) {
            Answer answer = registrar.register(token, web());
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json("error")).isEqualTo("invalid_token");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
        assertThat(trail.fresh())
                .hasSize(5)
                .allMatch(entry -> entry.outcome() == Outcome.DENIED)
                .allMatch(entry -> entry.activity().code().equals("client.changed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example/cb",
                "http://localhost/cb",
                "http://127.0.0.1:8080/cb",
                "javascript:alert(1)",
                "data:text/html,x",
                "https://app.example/cb#frag",
                "https://*.example/cb",
                "https://app.example/a/../cb",
                "https://user@app.example/cb",
                "com.example.app:/cb",
                "myapp:/cb",
                "/cb",
                ""
            })
    void registerWhenAWebClientsRedirectUriIsNotSafeThenInvalidRedirectUri(String uri) {
        refused("{\"redirect_uris\":[\"" + uri + "\"]}", "invalid_redirect_uri");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"redirect_uris\":[]}",
                "{\"redirect_uris\":\"https://app.example/cb\"}",
                "{\"redirect_uris\":[1]}",
                "{\"redirect_uris\":[\"https://a.example/cb\",\"https://a.example/cb\"]}",
                "{\"redirect_uris\":null}"
            })
    void registerWithoutRedirectUrisThenInvalidRedirectUri(String json) {
        refused(json, "invalid_redirect_uri");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"grant_types\":[\"implicit\"]",
                "\"grant_types\":[\"authorization_code\",\"password\"]",
                "\"grant_types\":[\"client_credentials\"]",
                "\"grant_types\":[\"refresh_token\"]",
                "\"response_types\":[\"token\"]",
                "\"response_types\":[\"code\",\"code id_token\"]",
                "\"token_endpoint_auth_method\":\"client_secret_jwt\"",
                "\"token_endpoint_auth_method\":\"private_key_jwt\"",
                "\"token_endpoint_auth_method\":\"made_up\"",
                "\"application_type\":\"service\"",
                "\"scope\":\"openid users.write\"",
                "\"scope\":\"openid audit.write\"",
                "\"scope\":\"openid something\"",
                "\"scope\":\" \"",
                "\"id_token_signed_response_alg\":\"none\"",
                "\"id_token_signed_response_alg\":\"HS256\"",
                "\"id_token_encrypted_response_alg\":\"RSA-OAEP\"",
                "\"userinfo_signed_response_alg\":\"RS256\"",
                "\"request_uris\":[\"https://app.example/request\"]",
                "\"require_signed_request_object\":true",
                "\"subject_type\":\"made-up\"",
                "\"client_name\":\"\"",
                "\"client_name\":\"<script>\"",
                "\"client_name\":\"Pay\u202epal\"",
                "\"client_name\":7",
                "\"client_name#fr\":\"a\\u0000b\"",
                "\"logo_uri\":\"javascript:alert(1)\"",
                "\"policy_uri\":\"http://app.example/policy\"",
                "\"tos_uri\":\"https://user:password@app.example/\"",
                "\"client_uri\":\"data:text/html,x\"",
                "\"jwks_uri\":\"file:///etc/passwd\"",
                "\"jwks\":{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}",
                "\"jwks\":[]",
                "\"default_max_age\":-1",
                "\"default_max_age\":\"10\"",
                "\"contacts\":\"me@app.example\"",
                "\"sector_identifier_uri\":\"https://127.0.0.1/sector\"",
                "\"sector_identifier_uri\":\"https://169.254.169.254/latest\"",
                "\"sector_identifier_uri\":\"http://app.example/sector\"",
                "\"sector_identifier_uri\":\"https://localhost:5432/\""
            })
    void registerWhenMetadataIsNotOfferedThenInvalidClientMetadata(String more) {
        refused("{\"redirect_uris\":[\"" + CALLBACK + "\"]," + more + "}", "invalid_client_metadata");
    }

    @Test
    void registerWithASoftwareStatementThenRefused() {
        refused(
                "{\"redirect_uris\":[\"" + CALLBACK + "\"],\"software_statement\":\"ey.J.x\"}",
                "unapproved_software_statement");
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:8080/cb,201", "com.example.app:/cb,201", "http://app.example/cb,400", "app:/cb,400"})
    void registerANativeAppThenLoopbackAndItsOwnSchemeAreRight(String uri, int status) {
        Answer answer =
                registrar.register(token(1), "{\"application_type\":\"native\",\"redirect_uris\":[\"" + uri + "\"]}");

        assertThat(answer.status()).isEqualTo(status);
        if (status == 201) {
            assertThat(answer.json("token_endpoint_auth_method")).isEqualTo("none");
            assertThat(answer.json().has("client_secret")).isFalse();
        }
    }

    @Test
    void registerANativeAppWithASecretThenRefused() {
        refused(
                "{\"application_type\":\"native\",\"redirect_uris\":[\"com.example.app:/cb\"],"
                        + "\"token_endpoint_auth_method\":\"client_secret_basic\"}",
                "invalid_client_metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "null", "{\"redirect_uris\":[],\"redirect_uris\":[]}", "{} {}"})
    void registerWhenTheBodyIsNoObjectThenRefused(String body) {
        refused(body, "invalid_client_metadata");
    }

    @Test
    void registerWhenTheBodyIsTooLargeTooDeepOrOfAnotherTypeThenRefused() {
        String large = "{\"software_id\":\"" + "x".repeat(70_000) + "\"}";
        String deep = "{\"x\":" + "[".repeat(50) + "]".repeat(50) + "}";

        assertThat(registrar.register(token(1), large).status()).isEqualTo(413);
        assertThat(registrar.register(token(1), deep).status()).isEqualTo(400);
        assertThat(registrar
                        .send(
                                "POST",
                                registrar.endpoint(),
                                token(1),
                                "redirect_uris=x",
                                "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void registerWhenItNamesWhatIsTheServersToGiveThenThatIsIgnored() {
        Answer made = registrar.register(
                token(1),
                "{\"redirect_uris\":[\"" + CALLBACK + "\"],\"client_id\":\"console\",\"client_secret\":\"mine\","
                        + "\"consent\":false,\"kind\":\"service\",\"scopes\":[\"users.write\"],\"made_up\":{}}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json("client_id")).startsWith("registered-");
        assertThat(made.json("client_secret")).isNotEqualTo("mine");
        assertThat(made.body()).doesNotContain("made_up", "users.write", "consent");
    }

    @Test
    void registerWhenRefusedThenTheTokenIsNotUsedUp() {
        String token = token(1);
        registrar.register(token, "{}");

        assertThat(registrar.register(token, web()).status()).isEqualTo(201);
        assertThat(registrar.register(token, web()).status()).isEqualTo(401);
    }

    @Test
    void registerManyAtOnceWithOneUseThenOneIsMade() {
        String token = token(1);

        List<Answer> answers = Together.run(6, number -> registrar.register(token, web()));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 401).hasSize(5);
    }

    @Test
    void registerThenEverythingRegisteredIsAnsweredAndTracedAndNothingSecretIsKept() {
        String token = token(1);
        trail.fresh();
        Answer made = registrar.register(
                token,
                "{\"redirect_uris\":[\"" + CALLBACK + "?a=b\"],\"client_name\":\"Forms\",\"client_name#fr\":"
                        + "\"Formulaires\",\"logo_uri\":\"https://app.example/logo.png\",\"policy_uri\":"
                        + "\"https://app.example/policy\",\"tos_uri\":\"https://app.example/tos\","
                        + "\"contacts\":[\"dev@app.example\"],\"default_max_age\":60,\"require_auth_time\":true,"
                        + "\"grant_types\":[\"authorization_code\",\"refresh_token\"],"
                        + "\"token_endpoint_auth_method\":\"client_secret_post\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(made.json("client_name#fr")).isEqualTo("Formulaires");
        assertThat(made.json("scope")).isEqualTo("email openid profile");
        assertThat(made.json().path("client_secret_expires_at").asInt()).isZero();
        assertThat(made.json("registration_client_uri"))
                .isEqualTo(server.issuer(REALM) + "/connect/register/" + made.json("client_id"));
        assertThat(trail.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.toString())
                        .contains(made.json("client_id"), "redirect_uris", "Formulaires")
                        .doesNotContain(
                                made.json("client_secret"), made.json("registration_access_token"), "dev@app.example"));
        String row = server.bean(JdbcClient.class)
                .sql(
                        "SELECT c::text || s::text FROM registered_client c JOIN client_secret s USING (realm_id, client_id)"
                                + " WHERE client_id = ?")
                .param(made.json("client_id"))
                .query(String.class)
                .single();
        assertThat(row).doesNotContain(made.json("client_secret"), made.json("registration_access_token"));
    }

    @Test
    void registeredClientThenPeopleAreAskedAndSignInWithoutACodeChallenge() {
        Answer made = registrar.register(
                token(1),
                "{\"redirect_uris\":[\"" + CALLBACK + "\"],\"client_name\":\"Forms\",\"policy_uri\":"
                        + "\"https://app.example/policy\",\"tos_uri\":\"https://app.example/tos\","
                        + "\"logo_uri\":\"https://app.example/logo.png\"}");
        Person person = people.create(REALM);
        Browser browser = new Browser(server);
        Map<String, String> request = RelyingApp.web(server, REALM).authorization();
        request.put("client_id", made.json("client_id"));
        request.put("redirect_uri", CALLBACK);
        request.remove("code_challenge");
        request.remove("code_challenge_method");

        Answer asked = RelyingApp.web(server, REALM).codeAnswer(browser, person, request);
        Answer page = browser.get(asked.location());
        assertThat(page.body())
                .contains(
                        "Forms",
                        "https://app.example/policy",
                        "https://app.example/tos",
                        "https://app.example/logo.png")
                .doesNotContain("<img");
        Answer allowed = browser.submit(page, "/realms/acme/consent", Map.of("decision", "allow"));
        Answer back = browser.get(allowed.location());
        Answer tokens = new Browser(server)
                .post(
                        "/realms/acme/oauth2/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                back.redirectParameter("code"),
                                "redirect_uri",
                                CALLBACK),
                        "Authorization",
                        RelyingApp.basic(made.json("client_id"), made.json("client_secret")));

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.json().has("id_token")).isTrue();
        assertThat(tokens.json().has("refresh_token")).isFalse(); // the grant was not registered
        assertThat(RelyingApp.web(server, REALM)
                        .userInfo(tokens.json("access_token"))
                        .status())
                .isEqualTo(200);
        assertThat(AdminApi.withToken(server, REALM, tokens.json("access_token"))
                        .get("/clients")
                        .status())
                .isEqualTo(401);

        String id = made.json("client_id");
        assertThat(admin.get("/registered-clients/" + id)
                        .json()
                        .at("/metadata/client_name")
                        .asString())
                .isEqualTo("Forms");
        assertThat(admin.delete("/registered-clients/" + id).status()).isEqualTo(204);
        assertThat(RelyingApp.web(server, REALM)
                        .userInfo(tokens.json("access_token"))
                        .status())
                .isEqualTo(401);
        assertThat(admin.get("/clients/" + id).status()).isEqualTo(404);
        assertThat(admin.get("/configuration").body()).doesNotContain(id);
    }

    @Test
    void defaultMaxAgeThenAnOldSignInIsNotEnough() {
        Answer made = registrar.register(token(1), "{\"redirect_uris\":[\"" + CALLBACK + "\"],\"default_max_age\":60}");
        Browser browser = new Browser(server);
        RelyingApp.web(server, REALM).code(browser, people.create(REALM));
        Map<String, String> request = RelyingApp.web(server, REALM).authorization();
        request.put("client_id", made.json("client_id"));
        request.put("redirect_uri", CALLBACK);

        assertThat(RelyingApp.web(server, REALM).authorize(browser, request).location())
                .contains("/consent");
        server.clock().advance(Duration.ofSeconds(61));
        assertThat(RelyingApp.web(server, REALM).authorize(browser, request).location())
                .contains("/sign-in");
    }

    @Test
    void initialAccessTokenWhenOutOfBoundsThenRefused() {
        String late = server.clock().instant().plus(Duration.ofDays(366)).toString();
        String soon = server.clock().instant().plusSeconds(60).toString();

        assertThat(admin.post("/initial-access-tokens", "{\"expiresAt\":\"" + late + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.post("/initial-access-tokens", "{\"uses\":0,\"expiresAt\":\"" + soon + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.post("/initial-access-tokens", "{}").status()).isEqualTo(400);
        AdminApi manager = AdminApi.as(server, REALM, people.createWith(REALM, "user-admin"));
        assertThat(manager.post("/initial-access-tokens", "{\"expiresAt\":\"" + soon + "\"}")
                        .status())
                .isEqualTo(403);
        assertThat(admin.delete("/initial-access-tokens/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    private void refused(String json, String error) {
        String token = token(1);
        trail.fresh();
        Answer answer = registrar.register(token, json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo(error);
        assertThat(answer.json("error_description")).matches("[ !#-\\[\\]-~]+");
        assertThat(trail.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.outcome()).isEqualTo(Outcome.DENIED));
    }

    private String token(int uses) {
        String end = server.clock().instant().plus(Duration.ofHours(1)).toString();
        return admin.post("/initial-access-tokens", "{\"uses\":" + uses + ",\"expiresAt\":\"" + end + "\"}")
                .json("value");
    }

    private Answer metadata(String realm) {
        return new Browser(server).get("/realms/" + realm + "/.well-known/openid-configuration");
    }

    private static String web() {
        return "{\"redirect_uris\":[\"" + CALLBACK + "\"]}";
    }
}
