package org.gatehouse.server.oauth.fapi2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.KeyedServer.REALM;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Assertion;
import org.gatehouse.server.testing.KeyedServer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("FAPI 2.0 Security Profile section 5.3.2.1: clients of the profile sign who they are")
class AssertionTest {

    private final Bank bank = Bank.of("bank");
    private final Person person = People.of(bank.server).create(REALM);

    static Stream<JWK> keys() {
        return Stream.of(KeyedServer.EC, KeyedServer.ED, KeyedServer.PS);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void pushWhenSignedWithAnAlgorithmOfTheProfileThenAccepted(JWK key) {
        Assertion assertion = Assertion.of(bank.server, REALM, "bank", key);

        assertThat(push(assertion).status()).isEqualTo(201);
    }

    @Test
    void redeemWhenSignedWithRs256ThenRefused() {
        Assertion assertion = Assertion.of(bank.server, REALM, "bank", KeyedServer.RS);

        assertIsRefused(push(assertion));
        assertIsRefused(redeem(ignored ->
                Assertion.of(bank.server, REALM, "bank", KeyedServer.ANY_RSA).signedBy(JWSAlgorithm.RS256)));
    }

    @Test
    void redeemWhenTheAssertionIsMissingThenRefused() {
        Map<String, String> redemption = new LinkedHashMap<>(bank.app.redemption(bank.code(person)));
        redemption.put("client_id", "bank");

        assertIsRefused(bank.post(Bank.TOKEN, redemption, bank.proof(Bank.TOKEN)));
    }

    @Test
    void redeemWhenAnotherClientIsNamedThenRefused() {
        Map<String, String> redemption = new LinkedHashMap<>(bank.app.redemption(bank.code(person)));
        redemption.put("client_id", "bank-two");

        assertIsRefused(bank.token(redemption));
    }

    @Test
    void redeemWhenTheClientComesWithASecretThenRefused() {
        String basic = RelyingApp.basic("bank", "guessed");

        assertThat(bank.post(Bank.TOKEN, bank.app.redemption(bank.code(person)), "Authorization", basic)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void redeemWhenItExpiredFiveMinutesAgoThenRefused() {
        assertIsRefused(redeem(assertion -> assertion.with("exp", now() - 300)));
    }

    @Test
    void redeemWhenTheAudienceIsAnotherThenRefused() {
        assertIsRefused(redeem(assertion -> assertion.with("aud", "https://other.example")));
    }

    @Test
    void redeemWhenThereIsNoSubjectThenRefused() {
        assertIsRefused(redeem(assertion -> assertion.without("sub")));
    }

    @Test
    void pushWhenNotValidForAnotherEightSecondsThenAccepted() {
        assertThat(push(bank.assertion().with("nbf", now() + 8)).status()).isEqualTo(201);
        assertThat(push(bank.assertion().with("iat", now() + 8)).status()).isEqualTo(201);
    }

    @Test
    void pushWhenNotValidForMoreThanAMinuteThenRefused() {
        assertIsRefused(push(bank.assertion().with("nbf", now() + 65)));
        assertIsRefused(push(bank.assertion().with("iat", now() + 65)));
    }

    @Test
    void pushWhenTheAudienceIsAnArrayThenRefused() {
        assertIsRefused(push(bank.assertion().with("aud", List.of(bank.server.issuer(REALM)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {Bank.PAR, Bank.TOKEN})
    void pushWhenTheAudienceIsAnEndpointThenRefused(String endpoint) {
        assertIsRefused(push(bank.assertion().with("aud", bank.server.issuer(REALM) + endpoint)));
    }

    private Answer push(Assertion assertion) {
        return bank.post(Bank.PAR, assertion.on(bank.app.authorization()));
    }

    private Answer redeem(UnaryOperator<Assertion> change) {
        Map<String, String> redemption = new LinkedHashMap<>(bank.app.redemption(bank.code(person)));
        redemption.put("client_id", "bank");
        return bank.post(Bank.TOKEN, change.apply(bank.assertion()).on(redemption), bank.proof(Bank.TOKEN));
    }

    private long now() {
        return bank.server.clock().instant().getEpochSecond();
    }

    private static void assertIsRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json("error")).isEqualTo("invalid_client");
    }
}
