package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.testing.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Behind a trusted proxy the client's address is what the proxies saw, not what the client says")
class TrustedProxyTest {

    private static final String OF_CONNECTION = "127.0.0.1";

    private static TestServer server;
    private static TestServer standard;

    @BeforeAll
    static void startBehindProxies() {
        TestDatabase database = TestDatabase.fresh();
        Map<String, String> proxies = Map.of("gatehouse.trusted-proxies", "127.0.0.1,::1,10.0.0.0/8,2001:db8:1::/48");
        server = TestServer.start(database, new SettableClock(), proxies);
    }

    @AfterAll
    static void stop() {
        server.close();
        if (standard != null) {
            standard.close();
        }
    }

    @Test
    void requestWhenTheClientWroteTheHeaderFirstThenTheProxysWordCounts() {
        assertThat(address("X-Forwarded-For: 198.51.100.1, 203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(address("X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.9"))
                .isEqualTo("203.0.113.9");
        assertThat(address("X-Forwarded-For: 10.0.0.7, 203.0.113.9, 10.0.0.8")).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "localhost",
                "proxy.example",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "127.0.0.01",
                "127.0.0.256",
                "127.0.0.1.",
                "127.0.0.1.1",
                "+127.0.0.1",
                "127.0.0.1/8",
                "127.0.0.1 x",
                "127.0.0.1:http",
                "127.0.0.1:",
                "[127.0.0.1]",
                "10.0.0.\u0660",
                "::1%lo",
                "fe80::1%1",
                "[::1%25lo]",
                "[::1",
                "::1]",
                ":::1",
                "1::2::3",
                ":1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "::2001:db8:1:0:0:0:0:0:7",
                "2001:db8:1::00007",
                "2001:db8:1::g",
                "::127.1",
                "::ffff:0177.0.0.1",
                "unknown",
                "_hidden",
                "null",
                "-",
                "\"127.0.0.1\"",
                ""
            })
    void requestWhenAHopIsNoAddressThenTheWalkEndsAtTheLastTrustedHop(String hop) {
        assertThat(address("X-Forwarded-For: 203.0.113.9, " + hop)).isEqualTo(OF_CONNECTION);
        assertThat(address("X-Forwarded-For: 203.0.113.9, " + hop + ", 10.0.0.7"))
                .isEqualTo("10.0.0.7");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9",
        "203.0.113.9:4711, 203.0.113.9",
        "::ffff:203.0.113.9, 203.0.113.9",
        "::ffff:cb00:7109, 203.0.113.9",
        "2001:DB8::7, 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:4711, 2001:db8:0:0:0:0:0:7",
        "2001:0db8:0000:0000:0000:0000:0000:0007, 2001:db8:0:0:0:0:0:7",
        "2001:db8::192.0.2.1, 2001:db8:0:0:0:0:c000:201",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0"
    })
    void requestWhenTheProxyNamedAnAddressThenInItsOneSpelling(String hop, String address) {
        assertThat(address("X-Forwarded-For: " + hop)).isEqualTo(address);
        assertThat(address("X-Forwarded-For: " + hop + ", 2001:db8:1:0::7")).isEqualTo(address);
    }

    @Test
    void requestWhenTheOtherHeaderIsSentThenItIsNotRead() {
        assertThat(address("Forwarded: for=198.51.100.1", "X-Real-IP: 198.51.100.2", "Client-IP: 198.51.100.3"))
                .isEqualTo(OF_CONNECTION);
        assertThat(address("Forwarded: for=198.51.100.1", "X-Forwarded-For: 203.0.113.9"))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void readMetadataWhenTheProxyPassesAForgedHostOnThenTheConfiguredIssuer() {
        Answer answer = Wire.get(
                server,
                "/realms/acme/.well-known/openid-configuration",
                "Host: evil.test",
                "X-Forwarded-Host: evil.test",
                "X-Forwarded-Proto: https",
                "X-Forwarded-For: 203.0.113.9");

        assertThat(answer.json("issuer")).isEqualTo(server.issuer("acme"));
        assertThat(answer.body()).doesNotContain("evil.test");
    }

    @Test
    void requestWhenTheStandardHeaderIsConfiguredThenReadAsStrictly() {
        TestServer forwarded = standard();

        assertThat(address(forwarded, "Forwarded: for=198.51.100.1, for=203.0.113.9;proto=https;by=_edge"))
                .isEqualTo("203.0.113.9");
        assertThat(address(forwarded, "Forwarded: FOR=\"[2001:DB8::7]:4711\"")).isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(address(forwarded, "Forwarded: for=\"203.0.113.9:80\"")).isEqualTo("203.0.113.9");
        assertThat(address(forwarded, "Forwarded: for=\"1.2.3.4", "Forwarded: for=203.0.113.9"))
                .as("an open quote hides nothing")
                .isEqualTo("203.0.113.9");
        assertThat(address(forwarded, "X-Forwarded-For: 198.51.100.1")).isEqualTo(OF_CONNECTION);
        for (String element : new String[] {
            "for=unknown",
            "for=_hidden",
            "for=localhost",
            "for=127.1",
            "for=2001:db8::7",
            "for=\"[2001:db8::7\"",
            "for=\"\\2\"",
            "for=203.0.113.8;for=203.0.113.9",
            "for = 203.0.113.9",
            "proto=https",
            "203.0.113.9",
            ""
        }) {
            assertThat(address(forwarded, "Forwarded: for=203.0.113.9, " + element))
                    .as(element)
                    .isEqualTo(OF_CONNECTION);
        }
    }

    private static TestServer standard() {
        if (standard == null) {
            standard = TestServer.start(
                    TestDatabase.fresh(),
                    new SettableClock(),
                    Map.of("gatehouse.trusted-proxies", "127.0.0.1,::1", "gatehouse.forwarding-header", "forwarded"));
        }
        return standard;
    }

    private static String address(String... headers) {
        return address(server, headers);
    }

    /** The address in the entry about a refused token request with these headers. */
    private static String address(TestServer server, String... headers) {
        TrailProbe probe = TrailProbe.of(server, "acme");
        String[] all = Stream.concat(Stream.of("Authorization: Basic bm9ib2R5Og=="), Arrays.stream(headers))
                .toArray(String[]::new);
        Wire.post(server, "/realms/acme/oauth2/token", "grant_type=client_credentials", all);
        List<EntryView> entries = probe.fresh();
        assertThat(entries).hasSize(1);
        String address = String.valueOf(entries.get(0).origin().address());
        return address.equals("0:0:0:0:0:0:0:1") ? OF_CONNECTION : address;
    }
}
