package org.gatehouse.server.oauth.rfc9126;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.signin.SignInThrottle;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Prover;
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

@DisplayName("RFC 9126: pushed authorization requests")
class PushedRequestTest {

    private static final String REALM = "acme";
    private static final int AT_ONCE = 10;

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp other = RelyingApp.of(server, REALM, "other");
    private final RelyingApp asking = RelyingApp.of(server, REALM, "asking");
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);

    @Test
    void pushWhenClientDoesNotAuthenticateThenInvalidClient() {
        Answer bare = browser.post(web.path("/oauth2/par"), web.authorization());
        Answer wrong = browser.post(
                web.path("/oauth2/par"), web.authorization(), "Authorization", RelyingApp.basic("web", "wrong"));

        assertThat(List.of(bare, wrong)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json("error")).isEqualTo("invalid_client");
        });
    }

    @Test
    void pushWhenNearlyEverythingIsMissingThenInvalidRequest() {
        assertThat(web.push(Map.of()).json("error")).isEqualTo("invalid_request");
        assertThat(browser.post(web.path("/oauth2/par"), Map.of()).json("error"))
                .isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "redirect_uri,https://evil.example/cb,invalid_request",
        "redirect_uri,,invalid_request",
        "response_type,token,unsupported_response_type",
        "response_type,code id_token,unsupported_response_type",
        "response_type,,invalid_request",
        "scope,openid everything,invalid_scope",
        "code_challenge,,invalid_request",
        "code_challenge,x,invalid_request",
        "code_challenge_method,plain,invalid_request",
        "prompt,none login,invalid_request",
        "max_age,x,invalid_request",
        "request,eyJhbGciOiJub25lIn0.e30.,request_not_supported",
        "request_uri,urn:ietf:params:oauth:request_uri:x,invalid_request",
        "request_uri,https://web.example/request,invalid_request",
        "client_id,other,invalid_request",
        "client_id,,invalid_request",
        "dpop_jkt,x,invalid_request",
        "resource,https://orders.example/,invalid_target"
    })
    void pushWhenTheRequestIsWrongThenSaysSoAtOnce(String parameter, String value, String error) {
        Map<String, String> request = web.authorization();
        request.put(parameter, value == null ? "" : value);
        if (value == null) {
            request.remove(parameter);
        }

        Answer answer = web.push(request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo(error);
        assertThat(answer.json("request_uri")).isEmpty();
    }

    @Test
    void pushWhenAParameterIsSentTwiceThenInvalidRequest() throws Exception {
        String body = Browser.encode(web.authorization()) + "&scope=openid";
        HttpRequest request = HttpRequest.newBuilder(server.uri(web.path("/oauth2/par")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", web.basic())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();

        Answer answer = Answer.of(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()));

        assertThat(answer.json("error")).isEqualTo("invalid_request");
    }

    @Test
    void pushWhenTheRequestIsHugeThenInvalidRequest() {
        Map<String, String> request = web.authorization();
        for (int i = 0; i < 8; i++) {
            request.put("x" + i, "y".repeat(8_000));
        }

        assertThat(web.push(request).json("error")).isEqualTo("invalid_request");
    }

    @Test
    void pushWhenClientHasNoGrantForItThenUnauthorizedClient() {
        Map<String, String> request = web.authorization();
        request.put("client_id", "exporter");

        assertThat(RelyingApp.of(server, REALM, "exporter").push(request).json("error"))
                .isEqualTo("unauthorized_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void pushWhenTheMethodIsNotPostThenMethodNotAllowed(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri(web.path("/oauth2/par")))
                .header("Authorization", web.basic())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void pushWhenRefusedThenSaysSoInTheTrail() {
        Map<String, String> request = web.authorization();
        request.put("redirect_uri", "https://evil.example/cb");
        TrailProbe probe = TrailProbe.of(server, REALM);

        web.push(request);

        assertThat(probe.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("token.refused");
            assertThat(entry.toString()).contains("par", "invalid_request", "web");
        });
    }

    @Test
    void pushWhenTooManyOfTheClientWaitThenRefusedUntilTheyAreOverAndNobodyElseIs() {
        server.bean(JdbcClient.class)
                .sql("""
                        INSERT INTO pushed_request (realm_id, uri_hash, client_id, parameters, begin_before, expires_at)
                        SELECT realm.id, sha256(('flood' || n)::bytea), 'asking', '', ?1, ?1
                          FROM realm, generate_series(1, 2000) AS n WHERE realm.name = 'acme'
                        """.replace("?1", "'" + server.clock().instant().plusSeconds(60) + "'"))
                .update();
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer refused = asking.push(asking.authorization());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json("error")).isEqualTo("temporarily_unavailable");
        assertThat(refused.header("Retry-After")).isEqualTo("61");
        assertThat(probe.fresh())
                .singleElement()
                .satisfies(entry -> assertThat(entry.toString()).contains("par", "temporarily_unavailable", "asking"));
        assertThat(web.push(web.authorization()).status()).isEqualTo(201);
        server.clock().advance(Duration.ofSeconds(61));
        assertThat(asking.push(asking.authorization()).status()).isEqualTo(201);
    }

    /** Anybody can push in the name of a client without a secret: who does it too often keeps nobody else from it. */
    @Test
    void pushByAPublicClientWhenOneNetworkPushesTooMuchThenRefusedForAWhile() {
        SignInThrottle throttle = server.bean(SignInThrottle.class);
        Realm realm = server.bean(Realms.class).get(REALM);
        for (int i = 0; i < 100; i++) {
            throttle.countNetwork(realm, SignInThrottle.Kind.PUSHED, "127.0.0.1");
        }

        Answer refused = phone.push(phone.authorization());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(web.push(web.authorization()).status()).isEqualTo(201);
        server.clock().advance(Duration.ofSeconds(61));
        assertThat(phone.push(phone.authorization()).status()).isEqualTo(201);
    }

    /** Else whoever pushes and never comes would have it kept as long as a sign-in may take. */
    @Test
    void pushThenItIsKeptAMinuteAndAnHourMoreOnceSomebodyBegan() {
        String uri = pushed(web);
        Duration before = kept();

        web.authorize(browser, web.reference(uri));

        assertThat(before).isZero();
        assertThat(kept()).isEqualTo(Duration.ofHours(1));
    }

    /** Of what was pushed last, how much longer than it may be begun with. */
    private Duration kept() {
        return server.bean(JdbcClient.class)
                .sql("""
                        SELECT extract(epoch FROM expires_at - begin_before)::int FROM pushed_request
                         WHERE client_id = 'web' ORDER BY begin_before DESC LIMIT 1
                        """)
                .query((row, number) -> Duration.ofSeconds(row.getInt(1)))
                .single();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ietf:params:oauth:request_uri:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "urn:ietf:params:oauth:request_uri:x___99999999999999",
                "https://web.example/request",
                "x",
                "."
            })
    void authorizeWhenTheReferenceIsUnknownThenGoesNowhere(String uri) {
        assertGoesNowhere(web.authorize(browser, web.reference(uri)));
    }

    @Test
    void authorizeWhenTheReferenceIsOfAnotherClientThenGoesNowhere() {
        String uri = pushed(web);

        assertGoesNowhere(other.authorize(browser, other.reference(uri)));
        assertThat(web.authorize(browser, web.reference(uri)).location()).contains("/sign-in?");
    }

    @Test
    void authorizeWhenTheReferenceIsOfAnotherRealmThenGoesNowhere() {
        String uri = pushed(web);
        RelyingApp elsewhere = RelyingApp.web(server, "globex");

        assertGoesNowhere(elsewhere.authorize(browser, elsewhere.reference(uri)));
    }

    @Test
    void authorizeWhenTheReferenceIsTooOldThenGoesNowhere() {
        String uri = pushed(web);

        server.clock().advance(Duration.ofSeconds(61));

        assertGoesNowhere(web.authorize(browser, web.reference(uri)));
    }

    @Test
    void authorizeWhenTheCodeWasIssuedThenTheReferenceIsOver() {
        String uri = pushed(web);
        assertThat(web.codeAnswer(browser, person, web.reference(uri)).redirectParameter("code"))
                .isNotEmpty();

        assertGoesNowhere(web.authorize(browser, web.reference(uri)));
        assertGoesNowhere(web.authorize(new Browser(server), web.reference(uri)));
    }

    @Test
    void authorizeTenTimesAtOnceThenOneCode() {
        browser.signIn(REALM, person.userName(), person.password());
        String uri = pushed(web);

        List<Answer> answers = Together.run(AT_ONCE, i -> web.authorize(browser, web.reference(uri)));

        assertThat(answers)
                .filteredOn(answer -> answer.location().startsWith("https://web.example/cb?code="))
                .hasSize(1);
    }

    @Test
    void authorizeWhenThePersonTakesLongThenOnlyTheirBrowserFinishes() {
        String uri = pushed(web);
        Answer page = browser.get(web.authorize(browser, web.reference(uri)).location());

        server.clock().advance(Duration.ofMinutes(10));

        assertGoesNowhere(web.authorize(new Browser(server), web.reference(uri)));
        assertThat(signedIn(page).redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeAgainBeforeTheEndThenTheSameRequestGoesOn() {
        String uri = pushed(web);
        web.authorize(browser, web.reference(uri));

        Answer page = browser.get(web.authorize(browser, web.reference(uri)).location());

        assertThat(signedIn(page).redirectParameter("code")).isNotEmpty();
    }

    @Test
    void authorizeWhenThePersonIsAskedThenTheReferenceSurvivesThePages() {
        Map<String, String> request = asking.reference(pushed(asking));
        Answer toConsent = asking.codeAnswer(browser, person, request);
        Answer page = browser.get(toConsent.location());

        Answer allowed = browser.submit(page, asking.path("/consent"), Map.of("decision", "allow"));

        assertThat(allowed.location()).contains("request_uri=").doesNotContain("code_challenge");
        Answer answer = browser.get(allowed.location());
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
        assertThat(asking.redeem(answer.redirectParameter("code")).status()).isEqualTo(200);
    }

    @Test
    void authorizeWhenThePersonRefusesThenAccessDenied() {
        Map<String, String> request = asking.reference(pushed(asking));
        Answer page = browser.get(asking.codeAnswer(browser, person, request).location());

        Answer denied = browser.submit(page, asking.path("/consent"), Map.of("decision", "deny"));

        assertThat(denied.redirectParameter("error")).isEqualTo("access_denied");
        assertThat(denied.redirectParameter("state")).isEqualTo("some-state");
    }

    @Test
    void authorizeWhenMoreIsSentBesideTheReferenceThenOnlyWhatWasPushedCounts() {
        Map<String, String> pushedRequest = web.authorization();
        pushedRequest.remove("state");
        Map<String, String> request = web.reference(web.push(pushedRequest).json("request_uri"));
        request.put("state", "from-outside");
        request.put("redirect_uri", "https://evil.example/cb");
        request.put("scope", "openid everything");
        request.put("prompt", "none");

        Answer answer = web.codeAnswer(browser, person, request);

        assertThat(answer.location()).startsWith("https://web.example/cb?");
        assertThat(answer.redirectParameter("code")).isNotEmpty();
        assertThat(answer.redirectParameter("state")).isEmpty();
    }

    @Test
    void authorizeByPostThenAnswered() {
        browser.signIn(REALM, person.userName(), person.password());

        Answer answer = browser.post(web.path("/oauth2/authorize"), web.reference(pushed(web)));

        assertThat(answer.redirectParameter("code")).isNotEmpty();
    }

    @Test
    void pushThenTheReferenceLivesAMinuteAndIsStoredHashed() {
        Answer answer = web.push(web.authorization());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(60);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        String random = answer.json("request_uri").replace("urn:ietf:params:oauth:request_uri:", "");
        assertThat(random).hasSize(43);
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT parameters || encode(uri_hash, 'escape') FROM pushed_request")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(stored -> stored.contains(random) || stored.contains("SECRET"));
    }

    @Test
    void pushManyThenNoTwoReferencesAreAlike() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(seen.add(pushed(web))).isTrue();
        }
    }

    @Test
    void pushByAPublicClientThenItsRequestWorksAsAnyOther() {
        String uri = pushed(phone);

        Answer answer = phone.codeAnswer(browser, person, phone.reference(uri));

        assertThat(phone.redeem(answer.redirectParameter("code")).status()).isEqualTo(200);
        assertThat(phone.push(Map.of("client_id", "web")).json("error")).isEqualTo("invalid_client");
    }

    @Test
    void pushWithAProofThenTheCodeIsBoundToItsKey() {
        Prover prover = Prover.of(server);
        String path = web.path("/oauth2/par");
        String uri = web.post("/oauth2/par", web.authorization(), prover.header("POST", path))
                .json("request_uri");

        String code = web.codeAnswer(browser, person, web.reference(uri)).redirectParameter("code");

        assertThat(Prover.of(server).token(web, web.redemption(code)).json("error"))
                .isEqualTo("invalid_grant");
        assertThat(web.redeem(code).json("error")).isEqualTo("invalid_grant");
        assertThat(prover.token(web, web.redemption(code)).json("token_type")).isEqualTo("DPoP");
    }

    @Test
    void pushWithAProofWhenTheThumbprintIsOfAnotherKeyThenRefused() {
        Prover prover = Prover.of(server);
        String path = web.path("/oauth2/par");
        Map<String, String> request = web.authorization();
        request.put("dpop_jkt", Prover.of(server).thumbprint());

        Answer mismatched = web.post("/oauth2/par", request, prover.header("POST", path));
        Answer wrong = web.post("/oauth2/par", request, prover.header("GET", path));
        request.put("dpop_jkt", prover.thumbprint());
        Answer right = web.post("/oauth2/par", request, prover.header("POST", path));

        assertThat(mismatched.json("error")).isEqualTo("invalid_dpop_proof");
        assertThat(wrong.json("error")).isEqualTo("invalid_dpop_proof");
        assertThat(right.status()).isEqualTo(201);
    }

    private String pushed(RelyingApp app) {
        return app.push(app.authorization()).json("request_uri");
    }

    private Answer signedIn(Answer page) {
        Answer signedIn = browser.submit(
                page, web.path("/sign-in"), Map.of("username", person.userName(), "password", person.password()));
        return browser.get(signedIn.location());
    }

    private static void assertGoesNowhere(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(URI.create(answer.location()).toString()).isEmpty();
    }
}
