package org.gatehouse.server.oauth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OpenID Connect RP-Initiated Logout 1.0")
class LogoutTest {

    private static final String REALM = "acme";
    private static final String BACK = "https://web.example/out";

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
                "https://web.example/cb",
                "/realms/acme/account",
                "javascript:alert(1)"
            })
    void logOutWhenTargetIsNotRegisteredThenErrorPageAndStillSignedIn(String target) {
        Answer answer = logOut(tokens.json("id_token"), target);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isEmpty();
        assertThat(isSignedIn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", ""})
    void logOutWhenHintIsWrongThenErrorPageAndStillSignedIn(String hint) {
        assertThat(logOut(hint, BACK).status()).isEqualTo(400);
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void logOutWhenHintIsMissingThenErrorPageAndStillSignedIn() {
        Answer answer = browser.get(web.path("/connect/logout?post_logout_redirect_uri=https://web.example/out"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void logOutWhenHintIsAnAccessTokenThenErrorPage() {
        assertThat(logOut(tokens.json("access_token"), BACK).status()).isEqualTo(400);
    }

    @Test
    void logOutWhenHintIsSomebodyElsesThenErrorPageAndStillSignedIn() {
        String theirs = web.tokens(People.of(server).create(REALM)).json("id_token");

        assertThat(logOut(theirs, BACK).status()).isEqualTo(400);
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void logOutWhenClientIdIsAnotherThenErrorPage() {
        Map<String, String> request = request(tokens.json("id_token"), BACK);
        request.put("client_id", "other");

        assertThat(browser.get(web.path("/connect/logout?" + Browser.encode(request)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void logOutThenBackAtTheAppSignedOutAndTokensDead() {
        Answer answer = logOut(tokens.json("id_token"), BACK);

        assertThat(answer.location()).isEqualTo(BACK + "?state=a+b%26c");
        assertThat(isSignedIn()).isFalse();
        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
        assertThat(web.refresh(tokens.json("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void logOutWhenHintHasExpiredOrIsOlderThanTheLastRefreshThenSignedOut() {
        web.refresh(tokens.json("refresh_token"));
        server.clock().advance(Duration.ofMinutes(11));

        assertThat(logOut(tokens.json("id_token"), BACK).location()).startsWith(BACK);
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutByPostThenSignedOut() {
        Answer answer = browser.post(web.path("/connect/logout"), request(tokens.json("id_token"), BACK));

        assertThat(answer.location()).startsWith(BACK);
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutWithoutTargetThenOwnPage() {
        Map<String, String> request = Map.of("id_token_hint", tokens.json("id_token"));

        Answer answer = browser.get(web.path("/connect/logout?" + Browser.encode(request)));

        assertThat(answer.location()).endsWith("/realms/acme/signed-out");
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void logOutWhenStateIsTooLongToBeSentBackThenRefused() {
        Map<String, String> request = request(tokens.json("id_token"), BACK);
        request.put("state", "\u20ac".repeat(3_000));

        assertThat(browser.post(web.path("/connect/logout"), request).status()).isEqualTo(400);
    }

    private Answer logOut(String hint, String target) {
        return browser.get(web.path("/connect/logout?" + Browser.encode(request(hint, target))));
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
