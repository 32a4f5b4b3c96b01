package org.gatehouse.server.oauth.oidc.logout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect RP-Initiated Logout 1.0, sections 2 to 4. */
@DisplayName("OpenID Connect RP-Initiated Logout 1.0")
class RpInitiatedLogoutTest {

    private static final String REALM = "acme";
    private static final String BACK = "https://web.example/out";
    private static final String ASKED = "Do you want to sign out?";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final Person person = People.of(server).create(REALM);
    private final Browser browser = new Browser(server);
    private Answer tokens;

    @BeforeEach
    void signIn() {
        tokens = web.redeem(web.code(browser, person));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.test/",
                "https://web.example/out/",
                "https://web.example/out?more=1",
                "https://web.example/cb",
                "/realms/acme/account",
                "javascript:alert(1)"
            })
    void logOutWhenTargetIsNotRegisteredThenErrorPageAndStillSignedIn(String target) {
        assertIsRefused(logOut(hint(), target));
    }

    @Test
    void logOutWhenTargetIsNotRegisteredAndNobodyIsSignedInThenErrorPage() {
        Answer answer = new Browser(server).get(path(request(hint(), "https://evil.test/")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "....", "{}"})
    void logOutWhenHintIsNoTokenThenErrorPageAndStillSignedIn(String hint) {
        assertIsRefused(logOut(hint, BACK));
    }

    @Test
    void logOutWhenHintIsNotSignedThenErrorPageAndStillSignedIn() {
        String unsigned = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "." + hint().split("\\.")[1] + ".";

        assertIsRefused(logOut(unsigned, BACK));
    }

    @Test
    void logOutWhenHintIsAlteredThenErrorPageAndStillSignedIn() {
        String[] parts = hint().split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String altered = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("some-nonce", "other-one").getBytes(StandardCharsets.UTF_8));

        assertIsRefused(logOut(parts[0] + "." + altered + "." + parts[2], BACK));
    }

    @Test
    void logOutWhenHintIsAnAccessTokenThenErrorPage() {
        assertIsRefused(logOut(tokens.json("access_token"), BACK));
    }

    @Test
    void logOutWhenHintIsOfAnotherRealmThenErrorPageAndStillSignedIn() {
        Answer foreign =
                RelyingApp.web(server, "globex").tokens(People.of(server).create("globex"));

        assertIsRefused(logOut(foreign.json("id_token"), BACK));
    }

    @Test
    void logOutWhenClientIdIsAnotherThenErrorPage() {
        Map<String, String> request = request(hint(), BACK);
        request.put("client_id", "other");

        assertIsRefused(browser.get(path(request)));
    }

    @Test
    void logOutWhenClientIdIsUnknownThenErrorPage() {
        assertIsRefused(browser.get(path(Map.of("client_id", "nobody-known"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token_hint", "state", "post_logout_redirect_uri", "client_id", "x"})
    void logOutWhenAParameterIsSentTwiceThenErrorPage(String name) {
        assertIsRefused(browser.get(path(request(hint(), BACK)) + "&" + name + "=a&" + name + "=b"));
    }

    @Test
    void logOutWhenStateIsTooLongToBeSentBackThenRefused() {
        Map<String, String> request = request(hint(), BACK);
        request.put("state", "€".repeat(3_000));

        assertIsRefused(browser.post(web.path("/connect/logout"), request));
    }

    @Test
    void logOutWhenHintIsSomebodyElsesThenAskedAndStillSignedIn() {
        String theirs = web.tokens(People.of(server).create(REALM)).json("id_token");

        assertAsks(logOut(theirs, BACK));
    }

    @Test
    void logOutWhenHintIsOfAnotherSignInOfTheSamePersonThenAskedAndStillSignedIn() {
        String elsewhere = web.tokens(person).json("id_token");

        assertAsks(logOut(elsewhere, BACK));
    }

    @Test
    void logOutWhenTheClientMeansSomebodyElseThenAsked() {
        Map<String, String> request = request(hint(), BACK);
        request.put("logout_hint", "somebody-else@acme.example");

        assertAsks(browser.get(path(request)));
    }

    @Test
    void confirmWithoutTheTokenOfOurPageThenForbiddenAndStillSignedIn() {
        Answer page = browser.get(web.path("/connect/logout"));

        Answer answer = browser.post(
                web.path("/connect/logout/confirm"), Map.of("request", page.hidden("request"), "decision", "yes"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void confirmWhenTheAnswerIsNoThenStillSignedIn() {
        Answer answer = decide(browser.get(web.path("/connect/logout")), "no");

        assertThat(answer.location()).isEqualTo("/realms/acme/account");
        assertThat(isSignedIn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA"})
    void confirmWhenTheRequestIsNotOursThenRefused(String ticket) {
        Answer page = browser.get(web.path("/connect/logout"));

        Answer answer =
                browser.submit(page, web.path("/connect/logout/confirm"), Map.of("request", ticket, "decision", "yes"));

        assertIsRefused(answer);
    }

    @Test
    void confirmWhenThePageIsOldThenRefused() {
        Answer page = browser.get(web.path("/connect/logout"));
        server.clock().advance(Duration.ofMinutes(11));

        assertIsRefused(decide(page, "yes"));
    }

    @Test
    void confirmWhenSomebodyElseSignedInMeanwhileThenTheyAreAsked() {
        Answer page = browser.get(web.path("/connect/logout"));
        Person other = People.of(server).create(REALM);
        browser.signIn(REALM, other.userName(), other.password());
        Answer fresh = browser.get(web.path("/connect/logout"));

        Answer answer = browser.submit(
                fresh,
                web.path("/connect/logout/confirm"),
                Map.of("request", page.hidden("request"), "decision", "yes"));

        assertAsks(answer);
    }

    @Test
    void confirmWithTheRequestOfAnotherRealmThenRefused() {
        Browser elsewhere = new Browser(server);
        Person theirs = People.of(server).create("globex");
        elsewhere.signIn("globex", theirs.userName(), theirs.password());
        Answer page = elsewhere.get("/realms/globex/connect/logout");

        Answer answer = browser.submit(
                browser.get(web.path("/connect/logout")),
                web.path("/connect/logout/confirm"),
                Map.of("request", page.hidden("request"), "decision", "yes"));

        assertIsRefused(answer);
    }

    @Test
    void logOutThenBackAtTheAppSignedOutAndTokensDead() {
        TrailProbe probe = TrailProbe.of(server, REALM);

        Answer answer = logOut(hint(), BACK);

        assertThat(answer.location()).isEqualTo(BACK + "?state=a+b%26c");
        assertThat(probe.freshCodes()).containsExactly("auth.logout");
        assertThat(isSignedIn()).isFalse();
        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
        assertThat(web.refresh(tokens.json("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void logOutWhenHintHasExpiredOrIsOlderThanTheLastRefreshThenSignedOut() {
        web.refresh(tokens.json("refresh_token"));
        server.clock().advance(Duration.ofMinutes(11));

        assertThat(logOut(hint(), BACK).location()).startsWith(BACK);
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutWhenTheSameSignedInAgainThenTheHintOfBeforeCounts() {
        browser.signIn(REALM, person.userName(), person.password());

        assertThat(logOut(hint(), BACK).location()).startsWith(BACK);
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutWhenTheClientNamesThePersonThenSignedOut() {
        Map<String, String> request = request(hint(), BACK);
        request.put("logout_hint", person.userName());

        assertThat(browser.get(path(request)).location()).startsWith(BACK);
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutByPostThenSignedOut() {
        Answer answer = browser.post(web.path("/connect/logout"), request(hint(), BACK));

        assertThat(answer.location()).startsWith(BACK);
        assertThat(isSignedIn()).isFalse();
    }

    /** Browsers keep {@code SameSite=Lax} cookies from another site's POST, and send them with the GET after it. */
    @Test
    void logOutByPostWithoutCookiesThenAskedToComeWithThemAndSignedOut() {
        Answer post = new Browser(server).post(web.path("/connect/logout"), request(hint(), BACK));

        assertThat(post.status()).isEqualTo(303);
        assertThat(post.location()).doesNotContain(hint());
        assertThat(browser.get(post.location()).location()).isEqualTo(BACK + "?state=a+b%26c");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutWhenNobodyIsSignedInThenBackAtTheAppThatProvedItself() {
        assertThat(new Browser(server).get(path(request(hint(), BACK))).location())
                .startsWith(BACK);
    }

    @Test
    void logOutWhenNobodyIsSignedInAndTheClientOnlyNamesItselfThenALinkAndNoRedirect() {
        Browser stranger = new Browser(server);
        Answer answer = stranger.get(path(Map.of("client_id", "web", "post_logout_redirect_uri", BACK, "state", "s")));
        Answer page = stranger.get(answer.location());

        assertThat(answer.location()).startsWith("/realms/acme/signed-out?request=");
        assertThat(page.body())
                .contains("href=\"https://web.example/out?state=s\"")
                .doesNotContain("signed-out.js");
    }

    @Test
    void logOutWhenTheClientOnlyNamesItselfThenAskedAndThenBackAtTheApp() {
        Answer page = browser.get(path(Map.of("client_id", "web", "post_logout_redirect_uri", BACK, "state", "s")));
        assertAsks(page);
        assertThat(page.header("Content-Security-Policy")).contains("form-action 'self' https://web.example");

        assertThat(decide(page, "yes").location()).isEqualTo(BACK + "?state=s");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutWithoutTargetThenOwnPage() {
        Answer answer = browser.get(path(Map.of("id_token_hint", hint(), "state", "s")));

        assertThat(answer.location()).isEqualTo("/realms/acme/signed-out");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutWithoutStateThenBackWithoutIt() {
        Answer answer = browser.get(path(Map.of("id_token_hint", hint(), "post_logout_redirect_uri", BACK)));

        assertThat(answer.location()).isEqualTo(BACK);
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutWithoutAnyParameterThenAskedAndOwnPage() {
        Answer page = browser.get(web.path("/connect/logout"));
        assertAsks(page);

        assertThat(decide(page, "yes").location()).isEqualTo("/realms/acme/signed-out");
        assertThat(isSignedIn()).isFalse();
        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
    }

    @Test
    void logOutWithOnlyAStateThenAskedAndOwnPage() {
        Answer page = browser.get(path(Map.of("state", "s")));
        assertAsks(page);

        assertThat(decide(page, "yes").location()).isEqualTo("/realms/acme/signed-out");
    }

    /** Without a client nobody knows whether the target is one. */
    @Test
    void logOutWhenHintIsMissingThenAskedAndNotSentBack() {
        Answer page = browser.get(path(Map.of("post_logout_redirect_uri", BACK, "state", "s")));
        assertAsks(page);

        assertThat(decide(page, "yes").location()).isEqualTo("/realms/acme/signed-out");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutWhenALanguageIsWishedThenAskedInIt() {
        Answer page = browser.get(web.path("/connect/logout?ui_locales=fr-CA%20en"));

        assertThat(page.body()).contains("Voulez-vous vous déconnecter").contains("Rester connecté");
    }

    @Test
    void signedOutWithARequestThatIsNotOursThenThePlainPage() {
        Answer page = browser.get(web.path("/signed-out?request=x"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("iframe").doesNotContain("data-onward");
        assertThat(page.header("Content-Security-Policy")).doesNotContain("frame-src");
    }

    private void assertIsRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.location()).isEmpty();
        assertThat(isSignedIn()).isTrue();
    }

    private void assertAsks(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(ASKED);
        assertThat(isSignedIn()).isTrue();
    }

    private Answer decide(Answer page, String decision) {
        return browser.submit(page, web.path("/connect/logout/confirm"), Map.of("decision", decision));
    }

    private Answer logOut(String hint, String target) {
        return browser.get(path(request(hint, target)));
    }

    private String path(Map<String, String> request) {
        return web.path("/connect/logout?" + Browser.encode(request));
    }

    private String hint() {
        return tokens.json("id_token");
    }

    private static Map<String, String> request(String hint, String target) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("id_token_hint", hint);
        request.put("post_logout_redirect_uri", target);
        request.put("state", "a b&c");
        return request;
    }

    private boolean isSignedIn() {
        return browser.get(web.path("/account")).status() == 200;
    }
}
