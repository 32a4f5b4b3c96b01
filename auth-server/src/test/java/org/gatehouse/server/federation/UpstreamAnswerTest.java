package org.gatehouse.server.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.FederatedServer.PARTNER;
import static org.gatehouse.server.testing.FederatedServer.REALM;
import static org.gatehouse.server.testing.FederatedServer.SECOND;

import java.time.Duration;
import java.util.Map;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.StandInProvider.Reply;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "RFC 6749 sections 4.1.2 and 10.12, RFC 9207, RFC 9700 section 4.4: a provider's answer is good once, here, and by that provider")
class UpstreamAnswerTest {

    private final TestServer server = FederatedServer.shared();
    private final Browser browser = new Browser(server);
    private final TrailProbe trail = TrailProbe.of(server, REALM);

    @BeforeEach
    void behave() {
        PARTNER.reset();
        SECOND.reset();
        trail.fresh();
    }

    @Test
    void leaveThenAsksAsTheStandardsSay() {
        Answer leaving = browser.step(FederatedServer.path("partner"));

        assertThat(leaving.status()).isEqualTo(302);
        assertThat(leaving.location()).startsWith(PARTNER.issuer() + "/authorize?");
        Map<String, String> asked = StandInProvider.parameters(
                leaving.location().substring(leaving.location().indexOf('?') + 1));
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", StandInProvider.CLIENT_ID)
                .containsEntry("scope", "openid profile email")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", server.issuer(REALM) + "/connections/partner/callback");
        assertThat(asked.get("state")).hasSizeGreaterThanOrEqualTo(43);
        assertThat(asked.get("nonce")).hasSizeGreaterThanOrEqualTo(43).isNotEqualTo(asked.get("state"));
        assertThat(asked.get("code_challenge")).hasSize(43);
    }

    @Test
    void leaveThenEveryRequestIsAnother() {
        Answer one = browser.step(FederatedServer.path("partner"));
        Answer other = browser.step(FederatedServer.path("partner"));

        for (String parameter : new String[] {"state", "nonce", "code_challenge"}) {
            assertThat(one.redirectParameter(parameter)).isNotEqualTo(other.redirectParameter(parameter));
        }
    }

    /** Whoever sits at the browser could take the wish for a new sign-in out of the address. */
    @Test
    void comeBackWhenSomebodyIsSignedInThenHasToHaveSignedInThereAgain() {
        FederatedServer.comeBack(browser, "partner");
        trail.fresh();
        Answer leaving = browser.step(FederatedServer.path("partner"));
        assertThat(leaving.redirectParameter("prompt")).isEqualTo("login");
        assertThat(leaving.redirectParameter("max_age")).isEqualTo("0");
        long now = server.clock().instant().getEpochSecond();

        PARTNER.claims(claims -> claims.claim("auth_time", now - 3600));
        assertRefused(FederatedServer.comeBack(browser, "partner"), "not-afresh", 403);

        PARTNER.claims(claims -> claims.claim("auth_time", now));
        assertThat(FederatedServer.comeBack(browser, "partner").location()).endsWith("/account");
    }

    @Test
    void comeBackWhenItIsAnotherBrowserThenNobodyIsSignedIn() {
        String answer = FederatedServer.answerOf(browser, "partner");

        assertRefused(FederatedServer.step(new Browser(server), answer), "unknown-state", 400);
        assertThat(PARTNER.asked("token")).isEmpty();
    }

    @Test
    void comeBackWhenAnotherBrowserHasASignInOfItsOwnThenNobodyIsSignedIn() {
        String answer = FederatedServer.answerOf(browser, "partner");
        Browser victim = new Browser(server);
        victim.step(FederatedServer.path("partner"));

        assertRefused(FederatedServer.step(victim, answer), "unknown-state", 400);
    }

    @Test
    void comeBackWhenItIsTheAddressOfAnotherConnectionThenNobodyIsSignedIn() {
        String answer = FederatedServer.answerOf(browser, "partner");

        assertRefused(FederatedServer.step(browser, answer.replace("/partner/", "/second/")), "unknown-state", 400);
        assertThat(SECOND.asked("token")).isEmpty();
    }

    @Test
    void comeBackWhenItWasUsedBeforeThenNobodyIsSignedInAgain() {
        String answer = FederatedServer.answerOf(browser, "partner");
        assertThat(browser.step(answer).status()).isEqualTo(302);
        trail.fresh();

        assertRefused(FederatedServer.step(browser, answer), "unknown-state", 400);
        assertThat(PARTNER.asked("token")).hasSize(1);
    }

    @Test
    void comeBackWhenItTookTooLongThenNobodyIsSignedIn() {
        String answer = FederatedServer.answerOf(browser, "partner");
        server.clock().advance(Duration.ofMinutes(15).plusSeconds(1));

        assertRefused(FederatedServer.step(browser, answer), "unknown-state", 400);
    }

    @Test
    void comeBackWhenThereIsNoStateThenNobodyIsSignedIn() {
        FederatedServer.answerOf(browser, "partner");

        assertRefused(
                FederatedServer.step(browser, FederatedServer.path("partner") + "/callback?code=x"),
                "unknown-state",
                400);
    }

    @Test
    void comeBackWhenTheCodeIsOfAnotherBrowserThenTheProviderRefusesIt() {
        String code = code(FederatedServer.answerOf(new Browser(server), "partner"));
        String own = FederatedServer.answerOf(browser, "partner");

        assertRefused(FederatedServer.step(browser, own.replace(code(own), code)), "code-refused", 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "state", "iss"})
    void comeBackWhenAParameterWasSentTwiceThenNobodyIsSignedIn(String parameter) {
        String answer = FederatedServer.answerOf(browser, "partner");

        assertRefused(FederatedServer.step(browser, answer + "&" + parameter + "=x"), "malformed-answer", 400);
        assertThat(PARTNER.asked("token")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "", " "})
    void comeBackWhenAnotherIssuerAnswersThenTheCodeGoesNowhere(String issuer) {
        PARTNER.answeringAs(issuer);

        assertRefused(FederatedServer.comeBack(browser, "partner"), "wrong-issuer", 403);
        assertThat(PARTNER.asked("token")).isEmpty();
    }

    /** The mix-up: the honest provider's answer at the address of the one that plays foul. */
    @Test
    void comeBackWhenTheAnswerIsOfAnotherProviderThenTheCodeGoesNowhere() {
        String own = FederatedServer.answerOf(browser, "second");
        SECOND.reset();
        String mixed = FederatedServer.answerOf(browser, "partner").replace("/partner/", "/second/");

        assertRefused(
                FederatedServer.step(
                        browser,
                        mixed.replaceAll(
                                "state=[^&]*",
                                "state="
                                        + StandInProvider.parameters(own.substring(own.indexOf('?') + 1))
                                                .get("state"))),
                "wrong-issuer",
                403);
        assertThat(SECOND.asked("token")).isEmpty();
    }

    @Test
    void comeBackWhenTheProviderSaysItNamesItselfAndDoesNotThenTheCodeGoesNowhere() {
        PARTNER.answeringAs(null);

        assertRefused(FederatedServer.comeBack(browser, "partner"), "wrong-issuer", 403);
        assertThat(PARTNER.asked("token")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, provider-denied",
        "interaction_required, provider-denied",
        "server_error, provider-error",
        "<script>, provider-error"
    })
    void comeBackWhenTheProviderSaysNoThenSaysSoInOurWords(String error, String reason) {
        PARTNER.denying(error);

        Answer answer = FederatedServer.comeBack(browser, "partner");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain(error, "said by the provider").contains("Sign in another way");
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.reason()).isEqualTo(reason);
            assertThat(entry.outcome()).isEqualTo(reason.equals("provider-denied") ? Outcome.DENIED : Outcome.FAILURE);
            assertThat(entry.detail()).containsEntry("connection", "partner");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_grant, code-refused, 403",
        "401, invalid_client, client-refused, 502",
        "400, unauthorized_client, client-refused, 502",
        "400, something_else, provider-error, 403",
        "500, server_error, provider-unreachable, 503"
    })
    void comeBackWhenTheTokenEndpointRefusesThenSaysSoInOurWords(int status, String error, String reason, int shown) {
        PARTNER.reply("token", Reply.error(status, error));

        Answer answer = FederatedServer.comeBack(browser, "partner");

        assertThat(answer.body()).doesNotContain("said by the provider");
        assertRefused(answer, reason, shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"id_token\": 1}", "{\"access_token\": \"a\"}", "<html>"})
    void comeBackWhenTheTokenEndpointAnswersNonsenseThenNobodyIsSignedIn(String body) {
        PARTNER.reply("token", Reply.json(body));

        assertRefused(FederatedServer.comeBack(browser, "partner"), "malformed-answer", 400);
    }

    @Test
    void comeBackWhenUserInfoIsOfSomebodyElseThenNobodyIsSignedIn() {
        PARTNER.person("email", null).userInfo(Map.of("sub", "somebody-else", "email", "boss@partner.example"));

        assertRefused(FederatedServer.comeBack(browser, "partner"), "wrong-userinfo", 403);
    }

    @Test
    void comeBackWhenTheTokenSaysEverythingThenUserInfoIsNotAsked() {
        FederatedServer.comeBack(browser, "partner");

        assertThat(PARTNER.asked("userinfo")).isEmpty();
    }

    @Test
    void comeBackThenTheCodeIsRedeemedWithTheSecretAndTheVerifier() {
        assertThat(FederatedServer.comeBack(browser, "partner").status()).isEqualTo(302);

        assertThat(PARTNER.asked("token")).singleElement().satisfies(asked -> {
            assertThat(asked.headers().get("Authorization")).startsWith("Basic ");
            assertThat(asked.parameters()).containsKeys("code", "code_verifier", "redirect_uri");
            assertThat(asked.parameters()).doesNotContainKey("client_secret");
        });
    }

    @Test
    void leaveWhenThereIsNoSuchConnectionThenNotFound() {
        assertThat(browser.step(FederatedServer.path("nobody")).status()).isEqualTo(404);
        assertThat(browser.step(FederatedServer.path("nobody") + "/callback").status())
                .isEqualTo(404);
        assertThat(browser.step("/realms/acme/connections/partner").status()).isEqualTo(404);
    }

    @Test
    void leaveOftenThenTheOldestIsForgotten() {
        String first = FederatedServer.answerOf(browser, "partner");
        for (int tab = 0; tab < 8; tab++) {
            browser.step(FederatedServer.path("partner"));
        }

        assertRefused(FederatedServer.step(browser, first), "unknown-state", 400);
    }

    private void assertRefused(Answer answer, String reason, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.location()).isEmpty();
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("federation.login");
            assertThat(entry.reason()).isEqualTo(reason);
            assertThat(answer.body()).contains(String.valueOf(entry.origin().request()));
        });
    }

    private static String code(String answer) {
        return StandInProvider.parameters(answer.substring(answer.indexOf('?') + 1))
                .get("code");
    }
}
