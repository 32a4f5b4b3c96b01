package org.gatehouse.server.oauth.rfc6749;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 section 6 and RFC 9700 section 4.14: refreshing an access token")
class RefreshTest {

    private static final String REALM = "acme";
    private static final int REFRESHES = 20;

    private final TestServer server = TestServer.shared();
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp other = RelyingApp.of(server, REALM, "other");
    private final Person person = People.of(server).create(REALM);

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refreshWhenTokenIsUnknownThenRefused(String token) {
        assertThat(phone.refresh(token).status()).isEqualTo(400);
    }

    @Test
    void refreshWhenTokenIsAlteredThenInvalidGrantAndTheFamilyLives() {
        Answer tokens = phone.tokens(person);
        String token = tokens.json("refresh_token");

        assertIsInvalidGrant(phone.refresh((token.startsWith("A") ? "B" : "A") + token.substring(1)));
        assertThat(phone.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void refreshWhenTokenIsAnAccessTokenThenInvalidGrant() {
        assertIsInvalidGrant(phone.refresh(phone.tokens(person).json("access_token")));
    }

    @Test
    void refreshWhenTokenIsOfAnotherClientThenInvalidGrant() {
        String token = web.tokens(person).json("refresh_token");

        assertIsInvalidGrant(other.refresh(token));
        assertIsInvalidGrant(phone.refresh(token));
        assertThat(web.refresh(token).status()).isEqualTo(200);
    }

    @Test
    void refreshWhenScopeIsWiderThenInvalidScope() {
        Map<String, String> request = web.authorization();
        request.put("scope", "openid");
        String code = web.codeAnswer(new Browser(server), person, request).redirectParameter("code");
        String token = web.redeem(code).json("refresh_token");

        Answer answer = web.token(refreshing(token, "openid email"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_scope");
        assertThat(web.refresh(token).json("scope")).isEqualTo("openid");
    }

    @Test
    void refreshWhenScopeIsNarrowerThenTheAccessTokenIsNarrowerOnly() throws Exception {
        String token = web.tokens(person).json("refresh_token");

        Answer narrow = web.token(refreshing(token, "openid"));

        assertThat(Jwts.claims(narrow.json("access_token")).getStringClaim("scope"))
                .isEqualTo("openid");
        Answer full = web.refresh(narrow.json("refresh_token"));
        assertThat(Jwts.claims(full.json("access_token"))
                        .getStringClaim("scope")
                        .split(" "))
                .containsExactlyInAnyOrder("openid", "profile", "email");
    }

    @Test
    void refreshThenTheTokenIsAnother() {
        String first = phone.tokens(person).json("refresh_token");

        Answer answer = phone.refresh(first);

        assertThat(answer.json("refresh_token")).isNotEmpty().isNotEqualTo(first);
        assertThat(phone.isActive(answer.json("access_token"))).isTrue();
    }

    @Test
    void refreshWhenAnswerWasLostThenTheSameSuccessorAgain() {
        String first = phone.tokens(person).json("refresh_token");
        String successor = phone.refresh(first).json("refresh_token");

        server.clock().advance(Duration.ofSeconds(25));

        assertThat(phone.refresh(first).json("refresh_token")).isEqualTo(successor);
        assertThat(phone.refresh(successor).status()).isEqualTo(200);
    }

    @Test
    void refreshWhenRetriedTooLateThenTheFamilyDies() {
        String first = phone.tokens(person).json("refresh_token");
        Answer second = phone.refresh(first);

        server.clock().advance(Duration.ofSeconds(31));

        assertIsInvalidGrant(phone.refresh(first));
        assertIsInvalidGrant(phone.refresh(second.json("refresh_token")));
        assertThat(phone.isActive(second.json("access_token"))).isFalse();
        assertThat(phone.userInfo(second.json("access_token")).status()).isEqualTo(401);
    }

    @Test
    void refreshWhenSuccessorWasUsedThenTheOldOneKillsTheFamilyAtOnce() {
        String first = phone.tokens(person).json("refresh_token");
        String second = phone.refresh(first).json("refresh_token");
        String third = phone.refresh(second).json("refresh_token");

        assertIsInvalidGrant(phone.refresh(first));
        assertIsInvalidGrant(phone.refresh(third));
    }

    @Test
    void refreshTwentyTimesAtOnceThenOneLineage() {
        String first = phone.tokens(person).json("refresh_token");

        List<Answer> answers = Together.run(REFRESHES, i -> phone.refresh(first));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        Set<String> successors =
                answers.stream().map(answer -> answer.json("refresh_token")).collect(Collectors.toSet());
        assertThat(successors).hasSize(1);
        assertThat(phone.refresh(successors.iterator().next()).status()).isEqualTo(200);
    }

    @Test
    void refreshWhenRevokedThenInvalidGrantAtOnce() {
        Answer tokens = phone.tokens(person);

        assertThat(phone.revoke(tokens.json("refresh_token")).status()).isEqualTo(200);

        assertIsInvalidGrant(phone.refresh(tokens.json("refresh_token")));
        assertThat(phone.isActive(tokens.json("access_token"))).isFalse();
    }

    @Test
    void refreshWhenSignedOutThenInvalidGrantAtOnce() {
        Browser browser = new Browser(server);
        Answer tokens = web.redeem(web.code(browser, person));

        browser.submit(browser.get(web.path("/account")), web.path("/sign-out"), Map.of());

        assertIsInvalidGrant(web.refresh(tokens.json("refresh_token")));
        assertThat(web.isActive(tokens.json("access_token"))).isFalse();
    }

    @Test
    void refreshWhenAccountIsDisabledThenInvalidGrantAtOnce() {
        Answer tokens = phone.tokens(person);

        People.of(server).disable(person);

        assertIsInvalidGrant(phone.refresh(tokens.json("refresh_token")));
        assertThat(phone.isActive(tokens.json("access_token"))).isFalse();
        assertThat(phone.userInfo(tokens.json("access_token")).status()).isEqualTo(401);
    }

    @Test
    void introspectWhenTokenWasRotatedThenInactiveAndTheFamilyLives() {
        String first = web.tokens(person).json("refresh_token");
        String second = web.refresh(first).json("refresh_token");
        server.clock().advance(Duration.ofSeconds(31));

        assertThat(web.isActive(first)).isFalse();

        assertThat(web.refresh(second).status()).isEqualTo(200);
    }

    private static Map<String, String> refreshing(String token, String scope) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("grant_type", "refresh_token");
        request.put("refresh_token", token);
        request.put("scope", scope);
        return request;
    }

    private static void assertIsInvalidGrant(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_grant");
    }
}
