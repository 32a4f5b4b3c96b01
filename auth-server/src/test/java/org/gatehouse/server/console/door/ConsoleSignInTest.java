package org.gatehouse.server.console.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("The console signs people in through its own realm")
class ConsoleSignInTest {

    private static final String REALM = "acme";
    private static final String HOME = "/console/realms/acme";
    private static final String PAGE = HOME + "/accounts";
    private static final String ANSWER = HOME + "/signed-in";
    private static final String AUTHORIZE = "/realms/acme/oauth2/authorize";
    private static final String CLIENT = "gatehouse-console";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person admin = people.createWith(REALM, "admin");
    private final Browser browser = signedIn(admin);

    @Test
    void answerWhenNobodyAskedThenRefused() {
        String code = code(browser);

        assertRefused(browser.step(answer(code, "made-up")));
        assertRefused(browser.step(ANSWER + "?code=" + code + "&iss=" + server.issuer(REALM)));
        assertRefused(new Browser(server).step(answer(code, "made-up")));
        assertNotIn(browser);
    }

    @Test
    void answerWhenCodeIsNoneThenRefused() {
        for (String code : List.of("", "x", "%00", "a".repeat(43), "%C3%A9".repeat(300))) {
            assertRefused(browser.step(answer(code, state())));
        }
        assertRefused(browser.step(ANSWER + "?state=" + state() + "&iss=" + server.issuer(REALM)));
        assertNotIn(browser);
    }

    @Test
    void answerWhenAnotherBrowserAskedThenRefused() {
        Browser other = signedIn(people.createWith(REALM, "admin"));
        String foreign = browser.step(browser.step(PAGE).location()).location();

        assertRefused(other.step(foreign));
        assertNotIn(other);
    }

    /** Somebody lets another person's browser bring a code of theirs, so that it works in their name. */
    @Test
    void answerWhenCodeIsOfAnotherBrowserThenRefused() {
        String code = code(signedIn(people.createWith(REALM, "admin")));

        assertRefused(browser.step(answer(code, state())));
        assertNotIn(browser);
    }

    @Test
    void answerWhenCodeIsOfAnotherRequestOfThisBrowserThenRefused() {
        String code = code(browser);

        assertRefused(browser.step(answer(code, state())));
        assertNotIn(browser);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&iss=", "&iss=http://localhost/realms/acme", "&iss=globex"})
    void answerWhenIssuerIsNotTheRealmThenRefused(String iss) {
        String location = browser.step(browser.step(PAGE).location()).location();
        String issuer = iss.equals("&iss=globex") ? "&iss=" + server.issuer("globex") : iss;

        assertRefused(browser.step(location.substring(0, location.indexOf("&iss=")) + issuer));
        assertNotIn(browser);
    }

    @Test
    void answerWhenAParameterIsSentTwiceThenRefused() {
        String location = browser.step(browser.step(PAGE).location()).location();

        assertRefused(browser.step(location + "&code=x"));
        assertNotIn(browser);
    }

    @Test
    void answerWhenItIsAnErrorThenRefused() {
        assertRefused(browser.step(ANSWER + "?error=access_denied&state=" + state() + "&iss=" + server.issuer(REALM)));
        assertNotIn(browser);
    }

    @Test
    void answerWhenSentAgainThenRefused() {
        String location = browser.step(browser.step(PAGE).location()).location();
        assertThat(browser.step(location).location()).endsWith(PAGE);

        assertRefused(browser.step(location));
    }

    @Test
    void answerWhenCodeWasUsedThenRefusedAndWhatItObtainedEnds() {
        String location = browser.step(browser.step(PAGE).location()).location();
        String code = location.replaceAll(".*[?&]code=([^&]+).*", "$1");
        String state = state();
        browser.step(location);
        TrailProbe trail = TrailProbe.of(server, REALM);
        assertThat(browser.step(PAGE).status()).isEqualTo(200);

        assertRefused(browser.step(answer(code, state)));

        assertThat(trail.freshCodes()).containsExactly("token.replayed", "token.refused");
        assertNotIn(browser);
        assertThat(browser.get(PAGE).status()).as("the realm lets them in anew").isEqualTo(200);
    }

    @Test
    void answerWhenCodeIsOfAnotherRealmThenRefused() {
        Person other = people.createWith("globex", "admin");
        Browser there = new Browser(server);
        there.signIn("globex", other.userName(), other.password());
        String code = there.step(there.step("/console/realms/globex/accounts").location())
                .redirectParameter("code");

        assertRefused(browser.step(answer(code, state())));
        assertNotIn(browser);
    }

    @Test
    void answerWhenCodeIsOfAnotherClientThenRefusedAndSaidInTheTrail() {
        RelyingApp web = RelyingApp.web(server, REALM);
        String code = web.authorize(browser, web.authorization()).redirectParameter("code");
        String state = state();
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertRefused(browser.step(answer(code, state)));

        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("token.refused");
            assertThat(entry.origin().client()).isEqualTo(CLIENT);
        });
        assertNotIn(browser);
    }

    @Test
    void answerWhenSomebodyElseSignedInMeanwhileThenRefused() {
        String location = browser.step(browser.step(PAGE).location()).location();
        Person other = people.create(REALM);
        browser.signIn(REALM, other.userName(), other.password());

        assertRefused(browser.step(location));
    }

    @ParameterizedTest
    @CsvSource({"authorization_code", "refresh_token", "client_credentials"})
    void tokenEndpointWhenClientIsTheConsoleThenUnknownWhateverItSends(String grant) {
        Map<String, String> request = new LinkedHashMap<>(consoleRequest());
        request.put("code_challenge", RelyingApp.challenge());
        Answer withCode = browser.step(AUTHORIZE + "?" + Browser.encode(request));
        Map<String, String> token = new LinkedHashMap<>(Map.of(
                "grant_type",
                grant,
                "client_id",
                CLIENT,
                "code",
                withCode.redirectParameter("code"),
                "redirect_uri",
                server.baseUrl() + ANSWER,
                "code_verifier",
                RelyingApp.VERIFIER,
                "refresh_token",
                "x"));

        Answer asPublic = new Browser(server).post("/realms/acme/oauth2/token", token);
        token.put("client_secret", "");
        Answer withSecret = new Browser(server).post("/realms/acme/oauth2/token", token);
        token.remove("client_secret");
        token.remove("client_id");
        Answer withHeader = new Browser(server)
                .post("/realms/acme/oauth2/token", token, "Authorization", RelyingApp.basic(CLIENT, "x"));

        assertThat(withCode.redirectParameter("code")).isNotEmpty();
        assertThat(List.of(asPublic, withSecret, withHeader))
                .allSatisfy(answer -> assertThat(answer.json("error")).isIn("invalid_client", "invalid_request"))
                .noneSatisfy(answer -> assertThat(answer.body()).contains("access_token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke", "introspect"})
    void otherEndpointsWhenClientIsTheConsoleThenUnknown(String endpoint) {
        Answer answer =
                new Browser(server).post("/realms/acme/oauth2/" + endpoint, Map.of("token", "x", "client_id", CLIENT));

        assertThat(answer.json("error")).isEqualTo("invalid_client");
    }

    @Test
    void authorizeWhenAddressScopeOrProofDifferThenRefused() {
        Map<String, String> request = consoleRequest();

        assertThat(authorize(request, "redirect_uri", "https://evil.example/cb").status())
                .isEqualTo(400);
        assertThat(authorize(request, "redirect_uri", server.baseUrl() + ANSWER + "/")
                        .status())
                .isEqualTo(400);
        assertThat(authorize(request, "scope", "openid users.write").redirectParameter("error"))
                .isEqualTo("invalid_scope");
        assertThat(authorize(request, "code_challenge", "").redirectParameter("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void pageWhenPersonHasNoRightsThenRefused() {
        assertThat(signedIn(people.create(REALM)).get(PAGE).status()).isEqualTo(403);
    }

    @Test
    void pageWhenRightsWereLostThenRefusedAtOnce() {
        assertThat(browser.get(PAGE).status()).isEqualTo(200);

        sql("DELETE FROM account_role WHERE account_id = ?", admin);

        assertThat(browser.get(PAGE).status()).isEqualTo(403);
    }

    @Test
    void pageWhenFamilyHasEndedThenAsksTheRealmAgain() {
        assertThat(browser.get(PAGE).status()).isEqualTo(200);

        sql("UPDATE token_family SET ended_at = now(), end_reason = 'revoked' WHERE account_id = ?", admin);

        assertNotIn(browser);
    }

    @Test
    void pageWhenAccountIsDisabledThenSignInPage() {
        assertThat(browser.get(PAGE).status()).isEqualTo(200);

        people.disable(admin);

        assertThat(browser.get(PAGE).location()).contains("/realms/acme/sign-in");
    }

    @Test
    void pageWhenSignedOutThenSignInPage() {
        Answer page = browser.get(PAGE);
        TrailProbe trail = TrailProbe.of(server, REALM);

        browser.submit(page, "/realms/acme/sign-out", Map.of());

        assertThat(trail.freshCodes()).containsExactly("auth.logout");
        assertThat(browser.get(PAGE).location()).contains("/realms/acme/sign-in");
        assertThat(browser.get("/realms/acme/account").status()).isEqualTo(302);
    }

    @Test
    void pageWhenSomebodyElseSignedInSinceThenTheirRightsCount() {
        assertThat(browser.get(PAGE).status()).isEqualTo(200);
        Person other = people.create(REALM);

        browser.signIn(REALM, other.userName(), other.password());

        assertNotIn(browser);
        assertThat(browser.get(PAGE).status()).isEqualTo(403);
    }

    @Test
    void formWhenTheTokenAgainstForgeryIsMissingThenRefused() {
        assertThat(browser.get(PAGE).status()).isEqualTo(200);

        assertThat(browser.post(HOME + "/groups", Map.of("name", "forged")).status())
                .isEqualTo(403);
    }

    @Test
    void pageThenTheRealmIsAskedWithACodeAndItIsInTheTrail() {
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer asked = browser.step(PAGE + "?q=nobody-at-all&state=disabled");
        assertThat(asked.location()).contains(AUTHORIZE);
        assertThat(asked.redirectParameter("code_challenge_method")).isEqualTo("S256");
        Answer answered = browser.step(asked.location());
        assertThat(answered.redirectParameter("state")).isEqualTo(asked.redirectParameter("state"));
        Answer letIn = browser.step(answered.location());

        assertThat(letIn.location()).endsWith(PAGE + "?q=nobody-at-all&state=disabled");
        assertThat(browser.step(letIn.location()).status()).isEqualTo(200);
        assertThat(trail.fresh())
                .extracting(entry -> entry.activity().code(), ConsoleSignInTest::client)
                .containsExactly(tuple("token.issued", CLIENT), tuple("code.issued", CLIENT));
    }

    @Test
    void pageWhenNobodyIsSignedInThenSignInPageNamesTheConsoleAndLeadsToTheWholePlace() {
        Browser visitor = new Browser(server);
        String place = HOME + "/audit?what=rights&from=2026-01-01&person=" + admin.userName() + "&actor=%C3%A9";

        Answer signIn = visitor.get(visitor.get(place).location());
        assertThat(signIn.body()).contains("Gatehouse console");
        Answer signedIn = visitor.submit(signIn, "/realms/acme/sign-in", admin.credentials());
        Answer letIn = visitor.step(visitor.step(signedIn.location()).location());

        assertThat(letIn.location()).endsWith(place);
        assertThat(visitor.step(letIn.location()).status()).isEqualTo(200);
    }

    private Browser signedIn(Person person) {
        Browser signedIn = new Browser(server);
        signedIn.signIn(REALM, person.userName(), person.password());
        return signedIn;
    }

    /** A code for the console, asked for by its own request; not yet brought to it. */
    private static String code(Browser browser) {
        return browser.step(browser.step(PAGE).location()).redirectParameter("code");
    }

    /** The state of a request this browser's console makes now. */
    private String state() {
        return state(browser.step(PAGE));
    }

    private static String state(Answer answer) {
        return answer.redirectParameter("state");
    }

    private String answer(String code, String state) {
        return ANSWER + "?code=" + code + "&state=" + state + "&iss=" + server.issuer(REALM);
    }

    private Map<String, String> consoleRequest() {
        String query = browser.step(PAGE).location().split("\\?", 2)[1];
        Map<String, String> request = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            request.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return request;
    }

    private Answer authorize(Map<String, String> request, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(request);
        changed.put(name, value);
        return browser.step(AUTHORIZE + "?" + Browser.encode(changed));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isEmpty();
    }

    private static void assertNotIn(Browser browser) {
        assertThat(browser.step(PAGE).location()).contains(AUTHORIZE);
    }

    private static String client(EntryView entry) {
        return entry.origin().client();
    }

    private void sql(String statement, Person person) {
        server.bean(JdbcClient.class).sql(statement).param(person.subject()).update();
    }
}
