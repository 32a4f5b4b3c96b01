package org.gatehouse.server.oauth.rfc7636;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7636: proof key for code exchange")
class ProofKeyTest {

    private static final String REALM = "acme";

    private final TestServer server = TestServer.shared();
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final RelyingApp legacy = RelyingApp.of(server, REALM, "legacy");

    @Test
    void authorizeWhenChallengeIsMissingThenRefused() {
        assertIsRefused(web, "code_challenge", null);
        assertIsRefused(phone, "code_challenge", null);
    }

    @Test
    void authorizeWhenMethodIsPlainOrMissingThenRefused() {
        assertIsRefused(web, "code_challenge_method", "plain");
        assertIsRefused(web, "code_challenge_method", null);
        assertIsRefused(phone, "code_challenge_method", "plain");
        assertIsRefused(legacy, "code_challenge_method", "plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with+plus/and=padding0000000000000000000000000"})
    void authorizeWhenChallengeIsNoSha256ThenRefused(String challenge) {
        assertIsRefused(web, "code_challenge", challenge);
    }

    @Test
    void redeemWhenVerifierIsWrongThenInvalidGrant() {
        Map<String, String> redemption = web.redemption(code(web));
        redemption.put("code_verifier", RelyingApp.VERIFIER + "x");

        assertIsInvalidGrant(web.token(redemption));
    }

    @Test
    void redeemWhenVerifierIsMissingThenInvalidGrant() {
        Map<String, String> redemption = web.redemption(code(web));
        redemption.remove("code_verifier");

        assertIsInvalidGrant(web.token(redemption));
    }

    @Test
    void redeemWhenVerifierIsTheChallengeThenInvalidGrant() {
        Map<String, String> redemption = web.redemption(code(web));
        redemption.put("code_verifier", RelyingApp.challenge());

        assertIsInvalidGrant(web.token(redemption));
    }

    @Test
    void redeemByPublicClientWhenVerifierIsMissingThenNoToken() {
        Map<String, String> redemption = phone.redemption(code(phone));
        redemption.remove("code_verifier");

        Answer answer = phone.token(redemption);

        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.json("access_token")).isEmpty();
    }

    @Test
    void redeemByPublicClientWhenVerifierIsWrongThenInvalidGrant() {
        Map<String, String> redemption = phone.redemption(code(phone));
        redemption.put("code_verifier", "x".repeat(43));

        assertIsInvalidGrant(phone.token(redemption));
    }

    /** RFC 9700 section 2.1.1: otherwise an attacker could strip the challenge from the request unnoticed. */
    @Test
    void redeemWhenVerifierBelongsToNoChallengeThenInvalidGrant() {
        String code = codeWithoutProof();

        assertIsInvalidGrant(legacy.token(legacy.redemption(code)));
    }

    @Test
    void redeemByOptionalClientWhenChallengeWasSentThenVerifierIsNeeded() {
        Map<String, String> redemption = legacy.redemption(code(legacy));
        redemption.remove("code_verifier");

        assertIsInvalidGrant(legacy.token(redemption));
    }

    @Test
    void redeemByOptionalClientWithoutProofThenTokens() {
        Map<String, String> redemption = legacy.redemption(codeWithoutProof());
        redemption.remove("code_verifier");

        assertThat(legacy.token(redemption).json("access_token")).isNotEmpty();
    }

    private String code(RelyingApp app) {
        return app.code(new Browser(server), People.of(server).create(REALM));
    }

    private String codeWithoutProof() {
        Map<String, String> request = legacy.authorization();
        request.remove("code_challenge");
        request.remove("code_challenge_method");
        return legacy.codeAnswer(new Browser(server), People.of(server).create(REALM), request)
                .redirectParameter("code");
    }

    private void assertIsRefused(RelyingApp app, String name, String value) {
        Map<String, String> request = app.authorization();
        request.remove(name);
        if (value != null) {
            request.put(name, value);
        }
        Answer answer = app.authorize(new Browser(server), request);
        assertThat(answer.redirectParameter("error")).isEqualTo("invalid_request");
        assertThat(answer.redirectParameter("state")).isEqualTo("some-state");
    }

    private static void assertIsInvalidGrant(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_grant");
    }
}
