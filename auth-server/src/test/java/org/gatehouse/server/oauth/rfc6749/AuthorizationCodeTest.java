package org.gatehouse.server.oauth.rfc6749;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 section 4.1.3: access token request with a code")
class AuthorizationCodeTest {

    private static final String REALM = "acme";
    private static final int REDEMPTIONS = 20;

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp other = RelyingApp.of(server, REALM, "other");
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final Person person = People.of(server).create(REALM);

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "\u00e9"})
    void redeemWhenCodeIsUnknownThenRefused(String code) {
        Answer answer = web.redeem(code);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isIn("invalid_grant", "invalid_request");
    }

    @Test
    void redeemWhenCodeIsOfAnotherClientThenInvalidGrantAndTheCodeIsBurnt() {
        String code = code(web);

        assertIsInvalidGrant(other.redeem(code));
        assertIsInvalidGrant(web.redeem(code));
    }

    @Test
    void redeemWhenRedirectUriIsAnotherThenInvalidGrant() {
        Map<String, String> redemption = web.redemption(code(web));
        redemption.put("redirect_uri", "https://web.example/other");

        assertIsInvalidGrant(web.token(redemption));
    }

    @Test
    void redeemWhenRedirectUriIsMissingThenInvalidGrant() {
        Map<String, String> redemption = web.redemption(code(web));
        redemption.remove("redirect_uri");

        assertIsInvalidGrant(web.token(redemption));
    }

    @Test
    void redeemWhenCodeHasExpiredThenInvalidGrant() {
        String code = code(web);

        server.clock().advance(Duration.ofSeconds(61));

        assertIsInvalidGrant(web.redeem(code));
    }

    @Test
    void redeemWhenCodeIsAlmostExpiredThenTokens() {
        String code = code(web);

        server.clock().advance(Duration.ofSeconds(45));

        assertThat(web.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void redeemWhenCodeWasUsedThenInvalidGrantAndTheFirstTokensDie() {
        String code = code(web);
        Answer first = web.redeem(code);

        assertIsInvalidGrant(web.redeem(code));

        assertThat(web.isActive(first.json("access_token"))).isFalse();
        assertThat(web.userInfo(first.json("access_token")).status()).isEqualTo(401);
        assertIsInvalidGrant(web.refresh(first.json("refresh_token")));
    }

    @Test
    void redeemWhenCodeWasUsedHalfAMinuteAgoThenTheFirstTokensDie() {
        String code = code(web);
        Answer first = web.redeem(code);
        server.clock().advance(Duration.ofSeconds(30));

        assertIsInvalidGrant(web.redeem(code));

        assertThat(web.isActive(first.json("access_token"))).isFalse();
    }

    @Test
    void redeemWhenCodeWasUsedByPublicClientThenTheFirstTokensDie() {
        String code = code(phone);
        Answer first = phone.redeem(code);

        assertIsInvalidGrant(phone.redeem(code));

        assertThat(phone.isActive(first.json("access_token"))).isFalse();
        assertIsInvalidGrant(phone.refresh(first.json("refresh_token")));
    }

    @Test
    void redeemTwentyTimesAtOnceThenAtMostOneLiveToken() {
        String code = code(web);

        List<Answer> answers = Together.run(REDEMPTIONS, i -> web.redeem(code));

        List<Answer> successes =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 400));
        assertThat(successes).hasSizeLessThanOrEqualTo(1);
        assertThat(successes.stream().filter(answer -> web.isActive(answer.json("access_token"))))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void redeemWhenAccountWasDisabledMeanwhileThenInvalidGrant() {
        String code = code(web);

        People.of(server).disable(person);

        assertIsInvalidGrant(web.redeem(code));
    }

    @Test
    void redeemWhenSignedOutMeanwhileThenInvalidGrant() {
        Browser browser = new Browser(server);
        String code = web.code(browser, person);

        browser.submit(browser.get(web.path("/account")), web.path("/sign-out"), Map.of());

        assertIsInvalidGrant(web.redeem(code));
    }

    @Test
    void redeemWhenEverythingIsRightThenTokensThatMayNotBeCached() {
        Answer answer = web.redeem(code(web));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.json("token_type")).isEqualTo("Bearer");
        assertThat(answer.json("access_token")).isNotEmpty();
        assertThat(answer.json("refresh_token")).isNotEmpty();
        assertThat(answer.json("id_token")).isNotEmpty();
        assertThat(answer.json().path("expires_in").asLong()).isBetween(595L, 600L);
    }

    @Test
    void redeemWhenOpenidWasNotAskedThenNoIdToken() {
        Map<String, String> request = web.authorization();
        request.put("scope", "profile");

        Answer answer =
                web.redeem(web.codeAnswer(new Browser(server), person, request).redirectParameter("code"));

        assertThat(answer.json("access_token")).isNotEmpty();
        assertThat(answer.json("id_token")).isEmpty();
    }

    private String code(RelyingApp app) {
        return app.code(new Browser(server), person);
    }

    private static void assertIsInvalidGrant(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_grant");
    }
}
