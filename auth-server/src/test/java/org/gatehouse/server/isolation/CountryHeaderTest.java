package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.gatehouse.server.testing.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("From which country an entry came is what a trusted proxy says, and can be asked for")
class CountryHeaderTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/console/realms/acme/audit";
    private static final String HEADER = "X-Country";
    private static final String OUTSIDE = "X-Forwarded-For: 203.0.113.9";
    private static final String FRANCE = "X-Country: FR";

    private static TestServer server;

    @BeforeAll
    static void startBehindAProxy() {
        server = start("127.0.0.1,::1,10.0.0.0/8", HEADER);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TestServer start(String proxies, String header) {
        return TestServer.start(
                TestDatabase.fresh(),
                new SettableClock(),
                Map.of("gatehouse.trusted-proxies", proxies, "gatehouse.country-header", header));
    }

    @Test
    void requestWhenNoProxyIsTrustedThenTheCountryIsUnknown() {
        try (TestServer direct = start("10.0.0.0/8", HEADER)) {
            assertThat(country(direct, FRANCE)).isNull();
            assertThat(country(direct, OUTSIDE, FRANCE)).isNull();
        }
        assertThat(country(TestServer.shared(), OUTSIDE, FRANCE))
                .as("without the setting")
                .isNull();
    }

    @Test
    void requestWhenTheProxyNamedNobodyOutsideThenTheCountryIsNobodys() {
        assertThat(country(server, FRANCE)).isNull();
        assertThat(country(server, "X-Forwarded-For: unknown", FRANCE)).isNull();
        assertThat(country(server, "X-Forwarded-For: 203.0.113.9, 10.0.0.8, nonsense", FRANCE))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "Fr", "XX", "T1", "EU", "FRA", "F", "", "FR,DE", "FR;q=1", "\"FR\"", "<i>", "ＦＲ"})
    void requestWhenItIsNoCodeThenUnknown(String value) {
        assertThat(country(server, OUTSIDE, HEADER + ": " + value)).isNull();
    }

    @Test
    void requestWhenItIsSentTwiceThenUnknown() {
        assertThat(country(server, OUTSIDE, FRANCE, "X-Country: DE")).isNull();
        assertThat(country(server, OUTSIDE, FRANCE, FRANCE)).isNull();
    }

    @Test
    void requestWhenTheProxySaysItThenInTheEntry() {
        assertThat(country(server, OUTSIDE, FRANCE)).isEqualTo("FR");
        assertThat(country(server, "X-Forwarded-For: 198.51.100.1, 203.0.113.9, 10.0.0.8", "x-country: DE"))
                .isEqualTo("DE");
    }

    @Test
    void consoleThenNamesItInTheReadersLanguageAsksForItAndLeavesItOut() {
        Person french = signedInFrom("FR");
        Person german = signedInFrom("DE");
        Browser auditor = browser("auditor");
        String signIns = PAGE + "?what=auth.login&columns=country,action,who";

        Answer all = auditor.get(signIns);
        assertThat(all.body())
                .contains(
                        "value=\"country:FR\"", ">France<", ">Germany<", french.subject() + "", german.subject() + "");
        Answer included = auditor.get(signIns + "&country=FR");
        assertThat(included.body())
                .contains("Country</span>: <bdi>France</bdi>", french.subject().toString())
                .doesNotContain(german.subject().toString());
        assertThat(auditor.get(signIns + "&without=country:FR").body())
                .contains(german.subject().toString())
                .doesNotContain(french.subject().toString());
        assertThat(auditor.step(signIns + "&add=-country:FR").location()).contains("without=country%3AFR");
        assertThat(auditor.step(PAGE + "?q=country:fr").location()).endsWith("?country=fr");
        assertThat(auditor.get(PAGE + "?country=fr&what=auth.login").body()).contains("<bdi>France</bdi>");
        assertThat(auditor.get(PAGE + "?q=country:XX").body()).contains("Character 9: “XX” is no code of a country");
        assertThat(auditor.get(PAGE + "?country=XX").body())
                .contains("Enter a country by its code of two letters")
                .doesNotContain("<table");
        String entry = all.body().replaceAll("(?s).*<code>(P[0-9]+[MY]:[0-9]+)</code>.*", "$1");
        assertThat(auditor.get(PAGE + "/" + entry, "Accept-Language", "fr").body())
                .containsPattern("Pays</dt><dd>(France|Allemagne) ");
    }

    @Test
    void readerFromWhomPeopleAreHiddenThenSeesTheCountry() {
        Person french = signedInFrom("FR");
        Browser reader = browser("reader");

        assertThat(reader.get(PAGE + "?country=FR&columns=country,from,who&what=auth.login&actor=" + french.subject())
                        .body())
                .contains(">France<", "203.0.113.0/24")
                .doesNotContain(french.userName(), "203.0.113.9");
    }

    @Test
    void apiThenFindsThatOfSignInsAndOfTokensAndOfNoOtherRealm() {
        Person french = signedInFrom("FR");
        country(server, OUTSIDE, FRANCE);
        AdminApi auditor = AdminApi.as(server, REALM, People.of(server).createWith(REALM, "auditor"));
        AdminApi other = AdminApi.as(server, "globex", People.of(server).createWith("globex", "auditor"));

        assertThat(auditor.get("/audit/entries?country=FR&activity=auth.login&actor=" + french.subject())
                        .body())
                .contains("\"country\":\"FR\"");
        assertThat(auditor.get("/audit/entries?country=FR&category=token").body())
                .contains("\"country\":\"FR\"");
        assertThat(auditor.get("/audit/entries?country=JP").body()).contains("\"items\":[]");
        assertThat(auditor.get("/audit/entries?without=country:FR").body()).doesNotContain("\"country\":\"FR\"");
        assertThat(other.get("/audit/entries?country=FR").body()).contains("\"items\":[]");
    }

    private static Person signedInFrom(String country) {
        Person person = People.of(server).create(REALM);
        Browser browser = new Browser(server);
        String[] from = {"X-Forwarded-For", "203.0.113.9", HEADER, country};
        String path = "/realms/acme/sign-in";
        Answer form = browser.get(path, from);
        browser.submit(form, path, Map.of("username", person.userName(), "password", person.password()), from);
        return person;
    }

    private static Browser browser(String role) {
        Person person = People.of(server).createWith(REALM, role);
        Browser browser = new Browser(server);
        browser.signIn(REALM, person.userName(), person.password());
        browser.get("/console/realms/acme/dashboard");
        return browser;
    }

    /** The country in the entry about a refused token request with these headers. */
    private static String country(TestServer asked, String... headers) {
        TrailProbe probe = TrailProbe.of(asked, REALM);
        String[] all = new String[headers.length + 1];
        all[0] = "Authorization: Basic bm9ib2R5Og==";
        System.arraycopy(headers, 0, all, 1, headers.length);
        Wire.post(asked, "/realms/acme/oauth2/token", "grant_type=client_credentials", all);
        List<EntryView> entries = probe.fresh();
        assertThat(entries).hasSize(1);
        return entries.get(0).origin().country();
    }
}
