package org.gatehouse.server.factor.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("One-time codes (RFC 6238)")
class TotpTest {

    /** The secret of RFC 6238 appendix B for SHA-1: the digits 1 to 0, twice. */
    private static final TotpKey KEY = TotpKey.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    @ParameterizedTest
    @ValueSource(strings = {"", "ABC", "JBSWY3DPEHPK3PX", "JBSWY3DPEHPK3PX1", "JBSWY3DPEHPK3PX%"})
    void parseWhenNotAKeyThenRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> TotpKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A key of an authenticator app is Base32 of at least 80 bits.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345",
                "1234567",
                "12345a",
                "１２３４５６",
                "123456\0",
                "-12345",
                "123456789012345678901234567890"
            })
    void normalizedWhenNoCodeThenEmpty(String typed) {
        assertThat(Totp.normalized(typed)).isEmpty();
    }

    @Test
    void matchingWhenNothingWasTypedThenNone() {
        assertThat(Totp.matching(KEY, "", Instant.ofEpochSecond(59))).isEmpty();
    }

    /** The standard's values have eight digits; six of them are what apps show. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codeThenTheStandards(long time, String code) {
        assertThat(Totp.code(KEY, Instant.ofEpochSecond(time))).isEqualTo(code);
    }

    @Test
    void normalizedThenWithoutTheSpacesAppsShow() {
        assertThat(Totp.normalized(" 123 456 ")).isEqualTo("123456");
        assertThat(Totp.normalized("123\u00a0456")).isEqualTo("123456");
    }

    @Test
    void matchingThenOneStepEitherSideAndNoMore() {
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        long step = Totp.step(now);

        for (int away = -2; away <= 2; away++) {
            String code = Totp.code(KEY, now.plusSeconds(away * 30L));
            assertThat(Totp.matching(KEY, code, now).contains(step + away)).isEqualTo(Math.abs(away) <= 1);
        }
    }

    @Test
    void uriThenEscapesNamesAndNamesTheParameters() {
        assertThat(KEY.uri("Acme & Söhne", "a:b@c d"))
                .isEqualTo("otpauth://totp/Acme%20%26%20S%C3%B6hne:a%3Ab%40c%20d"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme%20%26%20S%C3%B6hne"
                        + "&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void generateThenLongInGroupsOfFourAndHidden() {
        TotpKey key = TotpKey.generate(new SecureRandom());

        assertThat(key.groups()).hasSize(8).allMatch(group -> group.length() == 4);
        assertThat(String.join("", key.groups())).isEqualTo(key.base32());
        assertThat(TotpKey.parse(key.base32().toLowerCase(java.util.Locale.ROOT))
                        .base32())
                .isEqualTo(key.base32());
        assertThat(key.toString()).doesNotContain(key.base32());
    }
}
