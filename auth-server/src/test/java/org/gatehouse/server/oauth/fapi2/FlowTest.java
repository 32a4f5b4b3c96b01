package org.gatehouse.server.oauth.fapi2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.KeyedServer.REALM;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("FAPI 2.0 Security Profile section 5.3: a client of the profile signs people in")
class FlowTest {

    private final Bank bank = Bank.of("bank");
    private final Person person = People.of(bank.server).create(REALM);

    @Test
    void discoverThenOffersWhatTheProfileNeeds() {
        JsonNode metadata = new Browser(bank.server)
                .get(bank.app.path("/.well-known/openid-configuration"))
                .json();

        assertThat(metadata.path("issuer").asString()).isEqualTo(bank.server.issuer(REALM));
        assertThat(metadata.path("pushed_authorization_request_endpoint").asString())
                .isEqualTo(bank.server.issuer(REALM) + Bank.PAR);
        assertThat(metadata.path("authorization_response_iss_parameter_supported")
                        .asBoolean())
                .isTrue();
        assertThat(texts(metadata, "code_challenge_methods_supported")).containsExactly("S256");
        assertThat(texts(metadata, "response_types_supported")).containsExactly("code");
        assertThat(texts(metadata, "grant_types_supported"))
                .contains("authorization_code")
                .doesNotContain("password", "implicit");
        assertThat(texts(metadata, "token_endpoint_auth_methods_supported")).contains("private_key_jwt");
        assertThat(texts(metadata, "token_endpoint_auth_signing_alg_values_supported"))
                .contains("PS256", "ES256", "EdDSA");
        assertThat(texts(metadata, "dpop_signing_alg_values_supported")).contains("PS256", "ES256", "EdDSA");
    }

    @Test
    void signInThenBoundTokensAndTheIssuerInTheAnswer() throws Exception {
        Answer answer = bank.answer(person, bank.pushed());
        Answer tokens = bank.redeem(answer.redirectParameter("code"));

        assertThat(answer.redirectParameter("iss")).isEqualTo(bank.server.issuer(REALM));
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
        assertThat(tokens.json("token_type")).isEqualTo("DPoP");
        assertThat(Jwts.claims(tokens.json("access_token")).getJSONObjectClaim("cnf"))
                .containsEntry("jkt", bank.prover.thumbprint());
        assertThat(Jwts.parse(tokens.json("id_token"))
                        .getHeader()
                        .getAlgorithm()
                        .getName())
                .isEqualTo("ES256");
        assertThat(bank.prover.userInfo(bank.app, tokens.json("access_token")).json("sub"))
                .isNotEmpty();
    }

    @Test
    void decideWhenThePersonDeniesThenAccessDenied() {
        Bank asking = Bank.of("bank-asking");
        Browser browser = new Browser(asking.server);
        Answer toConsent = asking.app.codeAnswer(browser, person, asking.pushed());
        Answer page = browser.get(toConsent.location());

        Answer answer = browser.submit(page, asking.app.path("/consent"), Map.of("decision", "deny"));

        assertThat(answer.redirectParameter("error")).isEqualTo("access_denied");
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
        assertThat(answer.redirectParameter("iss")).isEqualTo(asking.server.issuer(REALM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "nonce"})
    void signInWhenAnOptionalParameterIsMissingThenIssues(String parameter) throws Exception {
        Answer answer = bank.answer(person, bank.pushed(bank.authorizationWithout(parameter)));
        Answer tokens = bank.redeem(answer.redirectParameter("code"));

        assertThat(answer.location().contains("state=")).isEqualTo(parameter.equals("nonce"));
        assertThat(Jwts.claims(tokens.json("id_token")).getStringClaim("nonce"))
                .isEqualTo(parameter.equals("nonce") ? null : "some-nonce");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 384, 512})
    void signInWhenNonceAndStateAreLongThenComeBackWhole(int length) throws Exception {
        String text = "x".repeat(length);
        Map<String, String> request = bank.authorization("nonce", text);
        request.put("state", text);

        Answer answer = bank.answer(person, bank.pushed(request));

        assertThat(answer.redirectParameter("state")).isEqualTo(text);
        assertThat(Jwts.claims(bank.redeem(answer.redirectParameter("code")).json("id_token"))
                        .getStringClaim("nonce"))
                .isEqualTo(text);
    }

    @Test
    void signInWhenScopesComeInAnotherOrderThenIssues() {
        Answer answer = bank.answer(person, bank.pushed(bank.authorization("scope", "email profile openid")));

        assertThat(bank.redeem(answer.redirectParameter("code")).json("id_token"))
                .isNotEmpty();
    }

    @Test
    void signInWhenClaimsAreNamedThenIssues() {
        String claims = "{\"id_token\": {\"auth_time\": {\"essential\": true}}, \"userinfo\": {\"name\": null}}";
        Answer answer = bank.answer(person, bank.pushed(bank.authorization("claims", claims)));

        assertThat(bank.redeem(answer.redirectParameter("code")).json("id_token"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP", "dpop", "DPOP"})
    void userInfoWhenTheSchemeIsInAnotherCaseThenAnswers(String scheme) {
        String token = bank.tokens(person).json("access_token");
        String path = bank.app.path("/userinfo");

        Answer answer = new Browser(bank.server)
                .get(path, "Authorization", scheme + " " + token, "DPoP", bank.prover.proofOf(token, "GET", path));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void userInfoWhenTheTokenIsInTheAddressThenRefused() {
        String token = bank.tokens(person).json("access_token");

        Answer answer = new Browser(bank.server).get(bank.app.path("/userinfo?access_token=" + token));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void refreshThenBoundTokensAndTheRefreshTokenStays() {
        String first = bank.tokens(person).json("refresh_token");
        Answer once = bank.token(bank.app.refreshment(first));
        bank.server.clock().advance(Duration.ofMinutes(2));
        Answer again = bank.token(bank.app.refreshment(first));

        assertThat(once.json("token_type")).isEqualTo("DPoP");
        assertThat(once.json("refresh_token")).isEqualTo(first);
        assertThat(again.json("refresh_token")).isEqualTo(first);
        assertThat(again.json("access_token")).isNotEqualTo(once.json("access_token"));
    }

    @Test
    void refreshWhenAnotherClientPresentsTheTokenThenInvalidGrant() {
        String token = bank.tokens(person).json("refresh_token");

        assertThat(Bank.of("bank-two").token(bank.app.refreshment(token)).json("error"))
                .isEqualTo("invalid_grant");
    }

    private static List<String> texts(JsonNode metadata, String name) {
        return metadata.path(name).valueStream().map(JsonNode::asString).toList();
    }
}
