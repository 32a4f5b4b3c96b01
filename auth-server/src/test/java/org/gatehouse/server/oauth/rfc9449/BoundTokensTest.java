package org.gatehouse.server.oauth.rfc9449;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Prover;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.Together;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9449 sections 5, 6 and 10: tokens and codes bound to a key")
class BoundTokensTest {

    private static final String REALM = "acme";
    private static final int REFRESHES = 20;

    private final TestServer server = TestServer.shared();
    private final RelyingApp phone = RelyingApp.phone(server, REALM);
    private final RelyingApp web = RelyingApp.web(server, REALM);
    private final RelyingApp bound = RelyingApp.of(server, REALM, "bound");
    private final RelyingApp van = RelyingApp.mobile(server, REALM, "van", "com.example.van:/cb");
    private final Person person = People.of(server).create(REALM);
    private final Prover prover = Prover.of(server);
    private final Prover thief = Prover.of(server);

    @Test
    void redeemWhenClientMustBindAndSendsNoProofThenRefusedAndTheCodeIsStillGood() {
        String code = bound.code(new Browser(server), person);

        Answer bare = bound.redeem(code);

        assertThat(bare.status()).isEqualTo(400);
        assertThat(bare.json("error")).isEqualTo("invalid_dpop_proof");
        assertThat(prover.token(bound, bound.redemption(code)).json("token_type"))
                .isEqualTo("DPoP");
    }

    @Test
    void redeemWhenTheCodeIsBoundToAnotherKeyThenInvalidGrantAndStillGoodForTheRightOne() {
        String code = codeBoundTo(prover.thumbprint());

        assertIsInvalidGrant(thief.token(web, web.redemption(code)));
        assertIsInvalidGrant(web.redeem(code));

        assertThat(prover.token(web, web.redemption(code)).status()).isEqualTo(200);
    }

    @Test
    void authorizeWhenTheThumbprintIsNoneThenInvalidRequest() {
        Map<String, String> request = web.authorization();
        request.put("dpop_jkt", "x");

        assertThat(web.authorize(new Browser(server), request).redirectParameter("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void refreshWhenAPhoneHasNoProofOrAnotherKeysThenInvalidGrantAndTheFamilyLives() {
        String token = prover.tokens(phone, person).json("refresh_token");

        assertIsInvalidGrant(phone.refresh(token));
        assertIsInvalidGrant(thief.refresh(phone, token));

        assertThat(prover.refresh(phone, token).json("token_type")).isEqualTo("DPoP");
    }

    @Test
    void refreshWhenARetryComesFromAnotherKeyThenTheFamilyDies() {
        String first = prover.tokens(phone, person).json("refresh_token");
        String second = prover.refresh(phone, first).json("refresh_token");
        TrailProbe probe = TrailProbe.of(server, REALM);

        assertIsInvalidGrant(thief.refresh(phone, first));

        assertThat(probe.freshCodes()).contains("token.replayed");
        assertIsInvalidGrant(prover.refresh(phone, second));
    }

    @Test
    void refreshWhenARetryOfAConfidentialClientComesFromAnotherKeyThenTheFamilyDies() {
        String first = prover.tokens(web, person).json("refresh_token");
        String second = prover.refresh(web, first).json("refresh_token");

        assertIsInvalidGrant(web.refresh(first));

        assertIsInvalidGrant(prover.refresh(web, second));
    }

    @Test
    void refreshWhenTheAnswerWasLostThenTheSameKeyGetsTheSameSuccessor() {
        String first = prover.tokens(phone, person).json("refresh_token");
        String successor = prover.refresh(phone, first).json("refresh_token");

        server.clock().advance(Duration.ofSeconds(25));

        assertThat(prover.refresh(phone, first).json("refresh_token")).isEqualTo(successor);
        assertThat(prover.refresh(phone, successor).status()).isEqualTo(200);
    }

    @Test
    void refreshTwentyTimesAtOnceThenOneLineage() {
        String first = prover.tokens(phone, person).json("refresh_token");

        List<Answer> answers = Together.run(REFRESHES, i -> prover.refresh(phone, first));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream().map(answer -> answer.json("refresh_token")).collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void refreshWhenAPhoneBringsItsFirstKeyThenIsBoundFromThere() {
        String unbound = phone.tokens(person).json("refresh_token");

        String second = prover.refresh(phone, unbound).json("refresh_token");

        assertIsInvalidGrant(phone.refresh(second));
        assertThat(prover.refresh(phone, second).status()).isEqualTo(200);
    }

    @Test
    void refreshWhenAConfidentialClientHasANewKeyThenTheTokenIsBoundToThat() throws Exception {
        String token = prover.tokens(bound, person).json("refresh_token");
        Prover newKey = Prover.of(server);

        Answer answer = newKey.refresh(bound, token);

        assertThat(Jwts.claims(answer.json("access_token")).getJSONObjectClaim("cnf"))
                .containsEntry("jkt", newKey.thumbprint());
        assertThat(bound.refresh(answer.json("refresh_token")).json("error")).isEqualTo("invalid_dpop_proof");
    }

    @Test
    void revokeWithoutProofThenRevoked() {
        String token = prover.tokens(van, person).json("refresh_token");

        assertThat(van.revoke(token).status()).isEqualTo(200);

        assertIsInvalidGrant(prover.refresh(van, token));
    }

    @Test
    void introspectThenSaysToWhichKey() {
        Answer tokens = prover.tokens(web, person);

        Answer answer = web.introspect(tokens.json("access_token"));

        assertThat(answer.json().path("active").asBoolean()).isTrue();
        assertThat(answer.json("token_type")).isEqualTo("DPoP");
        assertThat(answer.json().path("cnf").path("jkt").asString()).isEqualTo(prover.thumbprint());
    }

    @Test
    void redeemWithoutProofThenABearerToken() throws Exception {
        Answer tokens = web.tokens(person);

        assertThat(tokens.json("token_type")).isEqualTo("Bearer");
        assertThat(Jwts.claims(tokens.json("access_token")).getClaim("cnf")).isNull();
        assertThat(web.introspect(tokens.json("access_token")).json("token_type"))
                .isEqualTo("Bearer");
    }

    private String codeBoundTo(String thumbprint) {
        Map<String, String> request = web.authorization();
        request.put("dpop_jkt", thumbprint);
        return web.codeAnswer(new Browser(server), person, request).redirectParameter("code");
    }

    private static void assertIsInvalidGrant(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_grant");
    }
}
