package org.gatehouse.server.oauth.fapi2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.KeyedServer.REALM;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("FAPI 2.0 Security Profile section 5.3.2.2: requests come from the client and not from a browser")
class PushedTest {

    private final Bank bank = Bank.of("bank");
    private final Person person = People.of(bank.server).create(REALM);
    private final Browser browser = new Browser(bank.server);

    @Test
    void authorizeWhenTheRequestWasNotPushedThenRefused() {
        TrailProbe trail = TrailProbe.of(bank.server, REALM);

        Answer answer = bank.app.authorize(browser, bank.app.authorization());

        assertThat(answer.redirectParameter("error")).isEqualTo("invalid_request");
        assertThat(answer.redirectParameter("code")).isEmpty();
        assertThat(trail.freshCodes()).containsExactly("token.refused");
    }

    @Test
    void authorizeWhenTheReferenceIsUsedTwiceBeforeSignInThenWorks() {
        Map<String, String> reference = bank.pushed();
        bank.app.authorize(browser, reference);

        assertThat(bank.app.codeAnswer(browser, person, reference).redirectParameter("code"))
                .isNotEmpty();
    }

    @Test
    void authorizeWhenTheReferenceWasAnsweredThenRefused() {
        Map<String, String> reference = bank.pushed();
        assertThat(bank.app.codeAnswer(browser, person, reference).redirectParameter("code"))
                .isNotEmpty();

        assertIsRefused(bank.app.authorize(browser, reference));
        assertIsRefused(bank.app.authorize(new Browser(bank.server), reference));
    }

    @Test
    void authorizeWhenTheReferenceIsOldThenRefused() {
        Map<String, String> reference = bank.pushed();
        bank.server.clock().advance(Duration.ofSeconds(91));

        assertIsRefused(bank.app.authorize(browser, reference));
    }

    @Test
    void authorizeWhenTheReferenceIsAnotherClientsThenRefused() {
        Map<String, String> reference = new LinkedHashMap<>(bank.pushed());
        reference.put("client_id", "bank-two");

        assertIsRefused(bank.app.authorize(browser, reference));
    }

    @Test
    void authorizeWhenOtherValuesStandBesideTheReferenceThenOnlyThePushedOnesCount() throws Exception {
        Map<String, String> request = new LinkedHashMap<>(bank.pushed());
        request.put("nonce", "another-nonce");
        request.put("state", "another-state");
        request.put("redirect_uri", "https://evil.example/cb");

        Answer answer = bank.answer(person, request);

        assertThat(answer.location()).startsWith("https://bank.example/cb");
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
        assertThat(Jwts.claims(bank.redeem(answer.redirectParameter("code")).json("id_token"))
                        .getStringClaim("nonce"))
                .isEqualTo("some-nonce");
    }

    @Test
    void authorizeWhenStateStandsOnlyBesideTheReferenceThenIsNotUsed() {
        Map<String, String> request = new LinkedHashMap<>(bank.pushed(bank.authorizationWithout("state")));
        request.put("state", "only-outside");

        assertThat(bank.answer(person, request).location()).contains("code=").doesNotContain("only-outside");
    }

    @Test
    void authorizeWhenOnlyTheReferenceComesThenWorks() {
        assertThat(bank.pushed()).containsOnlyKeys("client_id", "request_uri");
        assertThat(bank.code(person)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "response_type,code id_token,unsupported_response_type",
        "response_type,token,unsupported_response_type",
        "redirect_uri,https://bank.example/other,invalid_request",
        "redirect_uri,http://bank.example/cb,invalid_request",
        "code_challenge_method,plain,invalid_request",
        "request_uri,urn:ietf:params:oauth:request_uri:x,invalid_request"
    })
    void pushWhenAParameterIsWrongThenRefused(String parameter, String value, String error) {
        Answer answer = bank.push(bank.authorization(parameter, value));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redirect_uri", "code_challenge", "code_challenge_method"})
    void pushWhenAParameterIsMissingThenRefused(String parameter) {
        Answer answer = bank.push(bank.authorizationWithout(parameter));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT"})
    void pushWhenTheMethodIsAnotherThenRefused(String method) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(bank.server.uri(bank.app.path(Bank.PAR)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        method,
                        HttpRequest.BodyPublishers.ofString(
                                Browser.encode(bank.assertion().on(bank.app.authorization()))))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    /** An error without going anywhere. */
    private static void assertIsRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.location()).isEmpty();
    }
}
