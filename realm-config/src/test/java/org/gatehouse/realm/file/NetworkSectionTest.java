package org.gatehouse.realm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks: their syntax, who rules are for, and rules nobody could meet. */
class NetworkSectionTest {

    private static final String SECTION = "network: {%s}\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            inside: [office] | 2:20 | This is not a network. Write an IPv4 or IPv6 block: 10.0.0.0/8, ::1/128.
            inside: [10.0.0.1/8] | 2:20 | The address has bits beyond /8, so it is not the beginning of a network. Write `10.0.0.0/8`.
            inside: ['2001:db8:1::1/32'] | 2:20 | Write `2001:db8::/32`.
            inside: [10.0.0.0] | 2:20 | The length of the network is missing. Write `10.0.0.0/32` for this one address.
            inside: ['::1'] | 2:20 | Write `::1/128` for this one address.
            inside: [10.0.0.0/33] | 2:20 | The network is longer than its address. Write at most /32.
            inside: [010.0.0.0/8] | 2:20 | This is not a network.
            inside: [256.0.0.0/8] | 2:20 | This is not a network.
            inside: ['::ffff:10.0.0.0/104'] | 2:20 | This is not a network.
            inside: [example.org/8] | 2:20 | This is not a network.
            inside: ['fe80::%eth0/64'] | 2:20 | This is not a network.
            inside: ['10.0.0.0/08'] | 2:20 | This is not a network.
            inside: [0.0.0.0/0] | 2:20 | Everybody would be inside.
            inside: ['::/0'] | 2:20 | Everybody would be inside.
            inside: [10.0.0.0/8, 10.0.0.0/8] | 2:32 | The network `10.0.0.0/8` is written twice.
            inside: ['::1/128', '0:0::1/128'] | 2:31 | The network `::1/128` is written twice.
            inside: [] | 2:19 | This must not be empty.
            inside: [10] | 2:20 | This must be text
            outside: [10.0.0.0/8] | 2:11 | The key `outside` is unknown here. Known are: inside, rules.
            rules: [{allow: [10.0.0.0/8]}] | 2:19 | The key `for` is missing.
            rules: [{for: all}] | 2:19 | The rule neither allows nor denies anything.
            rules: [{for: everybody, deny: [10.0.0.0/8]}] | 2:25 | `all`, `role:NAME` or `client:ID`; one rule each.
            rules: [{for: 'role:amdin', deny: [10.0.0.0/8]}] | 2:25 | The realm has no role `amdin`.
            rules: [{for: 'client:x', deny: [10.0.0.0/8]}] | 2:25 | The realm has no client `x`.
            rules: [{for: all, deny: [10.0.0.0/8]}, {for: all, deny: [11.0.0.0/8]}] | 2:57 | The audience `all` is used twice.
            rules: [{for: all, allow: [10.1.0.0/16, 10.2.0.0/16], deny: [10.0.0.0/8]}] | 2:71 | All that is allowed is denied
            rules: [{for: all, allow: [10.1.2.3/16]}] | 2:38 | Write `10.1.0.0/16`.""")
    void readWhenItMakesNoSenseThenSaysWhyAndWhere(String section, String place, String refusal) {
        assertThat(Yaml.faultsOf(SECTION.formatted(section)))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:" + place + ": ")
                .contains(refusal);
    }

    @Test
    void readWhenSomeOfWhatIsAllowedIsDeniedThenTakesIt() {
        assertThat(Yaml.faultsOf("network: {rules: [{for: all, allow: [10.0.0.0/8], deny: [10.1.0.0/16, '::/0']}]}"))
                .isEmpty();
        assertThat(Yaml.faultsOf("network: {rules: [{for: all, deny: [0.0.0.0/0]}]}"))
                .isEmpty();
    }
}
