package org.gatehouse.realm.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrBlockTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10/8",
                "10.0.0/8",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0 /8",
                "10.0.0.256/32",
                "1e1.0.0.0/8",
                ":::/8",
                "1::2::3/128",
                "::g/128",
                "localhost/8",
                "a:b/8",
                "::1%lo/128",
                "[::1]/128",
                ".:/8",
                "::/1000"
            })
    void parseWhenItIsNoBlockThenRefuses(String text) {
        assertThatThrownBy(() -> CidrBlock.parse(text)).isInstanceOf(InvalidCidrBlockException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:1/128, ::1/128",
        "2001:DB8::/32, 2001:db8::/32",
        "2001:db8:0:0:1:0:0:1/128, 2001:db8::1:0:0:1/128",
        "2001:0:0:1:0:0:0:1/128, 2001:0:0:1::1/128",
        "2001:db8:0:1:1:1:1:1/128, 2001:db8:0:1:1:1:1:1/128",
        "::/0, ::/0",
        "0.0.0.0/0, 0.0.0.0/0",
        "10.128.0.0/9, 10.128.0.0/9"
    })
    void parseThenIsWrittenInOneWay(String text, String written) {
        assertThat(CidrBlock.parse(text)).hasToString(written).isEqualTo(CidrBlock.parse(written));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.0.0/16, true",
        "10.0.0.0/8, 10.0.0.0/8, true",
        "10.0.0.0/9, 10.128.0.0/9, false",
        "10.1.0.0/16, 10.0.0.0/8, false",
        "0.0.0.0/0, 203.0.113.1/32, true",
        "0.0.0.0/0, ::/0, false",
        "2001:db8::/32, 2001:db8:1::/48, true"
    })
    void containsThenComparesAddresses(String block, String other, boolean contained) {
        assertThat(CidrBlock.parse(block).contains(CidrBlock.parse(other))).isEqualTo(contained);
    }

    @Test
    void parseWhenBitsAreBeyondThePrefixThenNamesTheNetwork() {
        assertThatThrownBy(() -> CidrBlock.parse("10.129.3.7/9"))
                .isInstanceOfSatisfying(
                        InvalidCidrBlockException.class,
                        refused -> assertThat(refused.hint()).isEqualTo("Write `10.128.0.0/9`."));
    }
}
