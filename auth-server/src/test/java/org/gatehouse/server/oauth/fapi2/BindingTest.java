package org.gatehouse.server.oauth.fapi2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.KeyedServer.REALM;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.function.Consumer;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Prover;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("FAPI 2.0 Security Profile section 5.3.2.1: tokens and codes are bound to a key (RFC 9449)")
class BindingTest {

    private final Bank bank = Bank.of("bank");
    private final Person person = People.of(bank.server).create(REALM);
    private final Prover thief = Prover.of(bank.server);

    @Test
    void redeemWhenThereIsNoProofThenRefused() {
        Answer answer = bank.post(Bank.TOKEN, bank.assertion().on(bank.app.redemption(bank.code(person))));

        assertIsRefused(answer);
    }

    @ParameterizedTest
    @ValueSource(longs = {-10, 10})
    void redeemWhenTheProofIsTenSecondsOffThenIssues(long seconds) {
        assertThat(redeem(claims -> claims.issueTime(in(seconds))).json("token_type"))
                .isEqualTo("DPoP");
    }

    @Test
    void redeemWhenTheProofHasTimesThenTheyCount() {
        assertThat(redeem(claims -> claims.notBeforeTime(in(-10)).expirationTime(in(60)))
                        .json("token_type"))
                .isEqualTo("DPoP");
        assertIsRefused(redeem(claims -> claims.expirationTime(in(-60))));
        assertIsRefused(redeem(claims -> claims.notBeforeTime(in(120))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"htm", "htu", "iat", "jti"})
    void redeemWhenAClaimOfTheProofIsMissingThenRefused(String claim) {
        assertIsRefused(redeem(claims -> claims.claim(claim, null)));
    }

    @Test
    void redeemWhenTheProofIsForAnotherRequestThenRefused() {
        assertIsRefused(redeem(claims -> claims.claim("htm", "GET")));
        assertIsRefused(redeem(claims -> claims.claim("htu", "https://other.example/token")));
        assertIsRefused(redeem(claims -> claims.issueTime(in(-300))));
        assertIsRefused(redeem(claims -> claims.issueTime(in(300))));
    }

    @Test
    void redeemWhenTheProofIsOfAnotherTypeOrAlgorithmThenRefused() {
        Prover rsa = Prover.of(bank.server, JWSAlgorithm.RS256);
        JWTClaimsSet claims = bank.prover.claims("POST", bank.app.path(Bank.TOKEN), ignored -> {});

        assertIsRefused(redeemWith(bank.prover.signed(JOSEObjectType.JWT, claims)));
        assertIsRefused(redeemWith(rsa.proof("POST", bank.app.path(Bank.TOKEN))));
    }

    @Test
    void redeemWhenTheProofWasUsedThenRefused() {
        String proof = bank.prover.proof("POST", bank.app.path(Bank.TOKEN));
        assertThat(redeemWith(proof).status()).isEqualTo(200);

        assertIsRefused(redeemWith(proof));
    }

    @Test
    void pushWhenThumbprintAndProofDifferThenRefused() {
        Answer answer = bank.push(bank.authorization("dpop_jkt", thief.thumbprint()), bank.proof(Bank.PAR));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isIn("invalid_dpop_proof", "invalid_request");
    }

    @Test
    void redeemWhenTheThumbprintWasOfAnotherKeyThenRefused() {
        Map<String, String> reference = bank.pushed(bank.authorization("dpop_jkt", thief.thumbprint()));
        String code = bank.answer(person, reference).redirectParameter("code");

        assertThat(bank.redeem(code).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void redeemWhenTheRequestWasPushedWithAnotherKeyThenRefused() {
        String[] proof = {"DPoP", thief.proof("POST", bank.app.path(Bank.PAR))};
        String code = bank.answer(person, bank.pushed(bank.app.authorization(), proof))
                .redirectParameter("code");

        assertThat(bank.redeem(code).json("error")).isEqualTo("invalid_grant");
    }

    @Test
    void redeemWhenTheRequestWasPushedWithTheSameKeyThenIssues() {
        String code = bank.answer(person, bank.pushed(bank.app.authorization(), bank.proof(Bank.PAR)))
                .redirectParameter("code");

        assertThat(bank.redeem(code).json("token_type")).isEqualTo("DPoP");
    }

    @Test
    void redeemWhenTheThumbprintIsOfTheSameKeyThenIssues() {
        Map<String, String> reference = bank.pushed(bank.authorization("dpop_jkt", bank.prover.thumbprint()));
        String code = bank.answer(person, reference).redirectParameter("code");

        assertThat(bank.redeem(code).json("token_type")).isEqualTo("DPoP");
    }

    private Answer redeem(Consumer<JWTClaimsSet.Builder> changes) {
        return redeemWith(bank.prover.proof("POST", bank.app.path(Bank.TOKEN), changes));
    }

    private Answer redeemWith(String proof) {
        Map<String, String> redemption = bank.app.redemption(bank.code(person));
        return bank.post(Bank.TOKEN, bank.assertion().on(redemption), "DPoP", proof);
    }

    private Date in(long seconds) {
        return Date.from(bank.server.clock().instant().plus(Duration.ofSeconds(seconds)));
    }

    private static void assertIsRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_dpop_proof");
    }
}
