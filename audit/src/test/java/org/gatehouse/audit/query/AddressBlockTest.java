package org.gatehouse.audit.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "::1/129",
                "2001:db8:::/48",
                "fe80::1%eth0",
                "cafe"
            })
    void parseWhenItIsNeitherAddressNorNetworkThenNothing(String text) {
        assertThat(AddressBlock.parse(text)).isEmpty();
        assertThat(AddressBlock.parse("0.0.0.0/0").orElseThrow().contains(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.7/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "10.0.0.0/8, 10.255.0.1, true",
        "10.128.0.0/9, 10.127.255.255, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/48, 2001:db8:0:ffff::1, true",
        "2001:db8::/48, 2001:db8:1::1, false",
        "::/0, 192.0.2.7, false",
        "::ffff:192.0.2.7, 192.0.2.7, true",
        "2001:DB8::1, 2001:db8:0:0:0:0:0:1, true"
    })
    void containsThenByItsBitsNeverByItsSpelling(String block, String address, boolean inside) {
        assertThat(AddressBlock.parse(block).orElseThrow().contains(address)).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7/24, 192.0.2.0/24", "192.0.2.7/32, 192.0.2.7", "10.1.2.3/8, 10.0.0.0/8"})
    void parseThenBitsBeyondThePrefixAreGone(String text, String written) {
        assertThat(AddressBlock.parse(text).orElseThrow()).hasToString(written);
        assertThat(AddressBlock.parse(written)).isEqualTo(AddressBlock.parse(text));
    }
}
