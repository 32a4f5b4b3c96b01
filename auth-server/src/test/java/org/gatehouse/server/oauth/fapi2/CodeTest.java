package org.gatehouse.server.oauth.fapi2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.server.testing.KeyedServer.REALM;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("FAPI 2.0 Security Profile section 5.3.2.2: codes work once, soon, and for whoever asked")
class CodeTest {

    private final Bank bank = Bank.of("bank");
    private final Person person = People.of(bank.server).create(REALM);

    @Test
    void redeemWhenUsedASecondAgoThenRefusedAndTheTokensEnd() {
        String code = bank.code(person);
        String token = bank.redeem(code).json("access_token");
        bank.server.clock().advance(Duration.ofSeconds(1));

        assertIsInvalidGrant(bank.redeem(code));
        assertThat(bank.prover.userInfo(bank.app, token).status()).isEqualTo(401);
    }

    @Test
    void redeemWhenOlderThanAMinuteThenRefused() {
        String code = bank.code(person);
        bank.server.clock().advance(Duration.ofSeconds(61));

        assertIsInvalidGrant(bank.redeem(code));
    }

    @Test
    void redeemWhenAnotherClientHasItThenRefused() {
        Bank two = Bank.of("bank-two");
        Map<String, String> redemption = new LinkedHashMap<>(two.app.redemption(bank.code(person)));
        redemption.put("redirect_uri", "https://bank.example/cb");

        assertIsInvalidGrant(two.token(redemption));
    }

    @Test
    void redeemWhenTheVerifierIsMissingThenRefused() {
        Map<String, String> redemption = new LinkedHashMap<>(bank.app.redemption(bank.code(person)));
        redemption.remove("code_verifier");

        assertThat(bank.token(redemption).json("error")).isIn("invalid_grant", "invalid_request");
    }

    @Test
    void redeemWhenTheVerifierIsAnotherThenRefused() {
        Map<String, String> redemption = new LinkedHashMap<>(bank.app.redemption(bank.code(person)));
        redemption.put("code_verifier", "another-verifier-that-is-long-enough-for-rfc-7636-section-4");

        assertIsInvalidGrant(bank.token(redemption));
    }

    private static void assertIsInvalidGrant(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json("error")).isEqualTo("invalid_grant");
    }
}
