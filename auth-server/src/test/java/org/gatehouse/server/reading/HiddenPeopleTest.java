package org.gatehouse.server.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "Who took part and from where is hidden from whoever may read the trail and not identify people, everywhere alike")
class HiddenPeopleTest {

    private static final String REALM = "acme";
    private static final String PAGE = "/console/realms/acme/audit";
    private static final String HERE = "127.0.0.1";
    private static final String NETWORK = "127.0.0.0/24";
    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final Pattern REFERENCE = Pattern.compile("<code>(P[0-9]+[MY]:[0-9]+)</code>");
    private static final Pattern FILE = Pattern.compile("action=\"(" + PAGE + "/exports/[0-9a-f-]{36}/file)\"");

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person person = people.create(REALM);
    private final Person admin = people.createWith(REALM, "admin");
    private final String end = person.subject().toString().substring(30);

    /** An entry with a name, an address, a browser, and personal values before and after. */
    @BeforeEach
    void somethingHappens() {
        new Browser(server, AGENT).signIn(REALM, person.userName(), person.password());
        AdminApi api = AdminApi.as(server, REALM, admin);
        String path = "/accounts/" + person.subject();
        api.patch(path, api.get(path).header("ETag"), "{\"phone\":\"+33199001122\"}");
    }

    @Test
    void apiWhenTheScopeIsNotThereThenNobodyIsNamed() {
        AdminApi reader = AdminApi.withScopes(server, REALM, admin, "audit.read");
        String path = "/audit/entries?person=" + person.subject();

        Answer list = reader.get(path);

        assertNothingTold(list.body());
        assertThat(list.body()).contains(end, NETWORK, "••••••", "user.updated", "auth.login");
        String one = reference(list);
        assertNothingTold(reader.get("/audit/entries/" + one).body());
        assertNothingTold(reader.get("/audit/feed?size=1000").body());
        assertThat(AdminApi.as(server, REALM, admin).get(path).body()).contains(person.email(), HERE, "Firefox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit/entries?address=127.0.0.1",
                "/audit/entries?address=127.0.0.0/25",
                "/audit/entries?without=address:127.0.0.1",
                "/audit/counts?address=127.0.0.1"
            })
    void apiWhenAddressesAreHiddenThenNoneCanBeGuessed(String path) {
        AdminApi reader = AdminApi.withScopes(server, REALM, admin, "audit.read");

        assertThat(reader.get(path).status()).isEqualTo(403);
        assertThat(reader.get(path).body()).contains("audit.identify");
        assertThat(reader.get("/audit/entries?address=" + NETWORK).status()).isEqualTo(200);
    }

    @Test
    void apiRevealThenOnlyForWhoeverMaySeePeopleWithAReasonAndAnEntryEachTime() {
        AdminApi reader = AdminApi.withScopes(server, REALM, admin, "audit.read");
        AdminApi worker = AdminApi.withScopes(server, REALM, admin, "audit.read users.read");
        String path = "/audit/entries/" + reference(reader.get("/audit/entries?actor=" + person.subject()));
        worker.get(path);
        TrailProbe trail = TrailProbe.of(server, REALM);

        assertThat(reader.get(path + "?reveal=true&why=Case+12").status()).isEqualTo(403);
        assertThat(worker.get(path + "?reveal=true").status()).isEqualTo(400);
        assertThat(worker.get(path + "?reveal=true&why=two%0Alines").status()).isEqualTo(400);
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("log.revealed");
            assertThat(entry.outcome()).isEqualTo(Outcome.DENIED);
        });
        assertThat(worker.get(path + "?reveal=true&why=Case+12").body()).contains(person.email(), HERE, "Firefox");
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("log.revealed");
            assertThat(entry.actor().person()).isEqualTo(admin.subject());
            assertThat(entry.detail()).containsEntry("why", "Case 12");
            assertThat(path).endsWith(entry.target().label().substring("entry:".length()));
        });
        assertNothingTold(worker.get(path).body());
    }

    @Test
    void consoleWhenNamesAreHiddenThenNoPageTellsThemAndNoQuestionFindsThemOut() {
        Browser reader = as("reader");

        Answer list = reader.get(PAGE + "?person=" + person.subject());
        assertNothingTold(list.body());
        assertThat(list.body()).contains("Names and addresses are hidden", "•••••• " + end, NETWORK);
        Answer one = reader.get(PAGE + "/" + reference(list));
        assertNothingTold(one.body());
        assertThat(one.body()).contains("Names and addresses are hidden").doesNotContain("/reveal");
        assertNothingTold(reader.get("/console/realms/acme/dashboard").body());
        assertThat(reader.get("/console/realms/acme/attestations").status()).isEqualTo(403);
        for (String field : List.of("person", "actor", "target")) {
            for (String named : List.of(person.userName(), person.email())) {
                Answer answer = reader.get(PAGE + "?" + field + "=" + named);
                assertThat(answer.body())
                        .as(named)
                        .contains("Names are hidden from your role", "audit.identify")
                        .doesNotContain("<table", "Nobody here");
                assertSameForNobody(reader, answer, "?" + field + "=", named);
                String query = "?q=" + field + ":";
                assertSameForNobody(reader, reader.get(PAGE + query + named), query, named);
                assertSameForNobody(
                        reader, reader.get(PAGE + "?without=" + field + ":" + named), "?without=" + field + ":", named);
            }
        }
        assertThat(reader.get(PAGE + "?address=127.0.0.1").body())
                .contains("Addresses are hidden from you")
                .doesNotContain("<table");
        assertThat(reader.get(PAGE + "?without=ip:127.0.0.1").body()).contains("Addresses are hidden from you");
        assertThat(reader.submit(one, PAGE + "/" + reference(list) + "/reveal", Map.of("why", "Case 12"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void consoleRevealThenOneEntryForAReasonWithAnEntry() {
        Browser worker = as("case-worker");
        Answer list = worker.get(PAGE + "?actor=" + person.subject() + "&what=auth.login");
        assertNothingTold(list.body().replace(person.userName(), "")); // they may see people: the box has the name
        String path = PAGE + "/" + reference(list);
        Answer one = worker.get(path);
        assertThat(one.body()).doesNotContain(person.email(), HERE, "Firefox").contains(path + "/reveal");
        TrailProbe trail = TrailProbe.of(server, REALM);

        Answer without = worker.submit(one, path + "/reveal", Map.of());
        assertThat(without.body()).contains("<title>Error:").doesNotContain(person.email(), HERE);
        assertThat(trail.fresh()).isEmpty();
        Answer whole = worker.submit(one, path + "/reveal", Map.of("why", "Case 12"));

        assertThat(whole.body()).contains(person.email(), HERE, "Firefox", "This entry is shown whole");
        assertThat(trail.fresh()).singleElement().satisfies(entry -> {
            assertThat(entry.activity().code()).isEqualTo("log.revealed");
            assertThat(entry.detail()).containsEntry("why", "Case 12");
        });
        assertThat(worker.get(path).body()).as("not the next time").doesNotContain(person.email(), HERE);
    }

    @Test
    void exportWhenNamesAreHiddenThenSoTheyAreInTheFileAndOthersFilesStayClosed() {
        Browser reader = as("reader");
        Browser auditor = as("auditor");
        String asked = "?actor=" + person.subject();
        String exports = PAGE + "/exports";
        for (String format : List.of("csv", "ndjson", "ocsf")) {
            String file = ready(reader, asked, format);
            String content = reader.submit(reader.get(exports), file, Map.of()).body();
            assertNothingTold(content);
            assertThat(content).as(format).contains("auth.login", end, NETWORK);
            assertThat(auditor.submit(auditor.get(exports), file, Map.of()).status())
                    .isEqualTo(200);
            reader.submit(reader.get(exports), file.replace("/file", "/delete"), Map.of());
        }
        assertThat(reader.submit(
                                reader.get(exports),
                                exports,
                                Map.of(
                                        "format",
                                        "csv",
                                        "address",
                                        HERE,
                                        "actor",
                                        person.subject().toString()))
                        .body())
                .contains("Addresses are hidden from you");

        String named = ready(auditor, asked, "csv");
        Answer list = reader.get(exports);
        assertThat(list.body()).contains("It has names and addresses in it").doesNotContain(named);
        TrailProbe trail = TrailProbe.of(server, REALM);
        assertThat(reader.submit(list, named, Map.of()).status()).isEqualTo(403);
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("log.exported"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.outcome()).isEqualTo(Outcome.DENIED));
        assertThat(auditor.submit(auditor.get(exports), named, Map.of()).body())
                .contains(person.email(), HERE, "Firefox");
        auditor.submit(auditor.get(exports), named.replace("/file", "/delete"), Map.of());
    }

    @Test
    void consoleWhenNamesAreHiddenAndSomebodyTypesOneThenSaysSoInTheirLanguageAndWhatWouldHelp() {
        String asked = PAGE + "?q=actor:" + person.userName();

        assertThat(as("reader").get(asked).body())
                .contains("Character 7: names are hidden from your role")
                .contains("a role with the permission audit.identify");
        assertThat(as("reader").get(asked, "Accept-Language", "fr").body())
                .contains("votre rôle ne montre pas les noms", "permission audit.identify");
        assertThat(as("auditor").get(PAGE + "?q=actor:nobody-at-all").body()).contains("nobody here has the user name");
        assertThat(as("case-worker").get(PAGE + "?q=actor:nobody-at-all").body())
                .as("who may list accounts may find them")
                .contains("nobody here has the user name");
    }

    /** To the letter what a name gets that nobody has: else asking would tell who is here. */
    private static void assertSameForNobody(Browser reader, Answer answer, String query, String named) {
        String nobody = "x".repeat(named.length());
        Answer other = reader.get(PAGE + query + nobody);
        assertThat(other.status()).isEqualTo(answer.status()).isEqualTo(200);
        assertThat(comparable(answer, named)).isEqualTo(comparable(other, nobody));
    }

    private static String comparable(Answer answer, String named) {
        String body = answer.body();
        for (String form : List.of(named, URLEncoder.encode(named, StandardCharsets.UTF_8))) {
            body = body.replace(form, "NAME");
        }
        return body.replaceAll("(name=\"_csrf\" value=\")[^\"]*", "$1");
    }

    private void assertNothingTold(String body) {
        assertThat(new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .doesNotContain(person.userName(), person.email(), admin.email(), HERE, "Firefox/140", "33199001122");
    }

    private Browser as(String role) {
        Person reader = people.createWith(REALM, role);
        Browser browser = new Browser(server);
        browser.signIn(REALM, reader.userName(), reader.password());
        return browser;
    }

    private static String ready(Browser browser, String asked, String format) {
        String exports = PAGE + "/exports";
        Answer page = browser.get(exports + asked);
        Answer ordered =
                browser.submit(page, exports, Map.of("format", format, "actor", asked.substring("?actor=".length())));
        assertThat(ordered.location()).endsWith("?done=ordered");
        Awaitility.await().until(() -> FILE.matcher(browser.get(exports).body()).find());
        Matcher file = FILE.matcher(browser.get(exports).body());
        assertThat(file.find()).isTrue();
        return file.group(1);
    }

    private static String reference(Answer answer) {
        if (answer.body().startsWith("{")) {
            String log = answer.json().at("/items/0/log").asString();
            return log.substring(log.lastIndexOf('/') + 1) + ":"
                    + answer.json().at("/items/0/index").asLong();
        }
        Matcher reference = REFERENCE.matcher(answer.body());
        assertThat(reference.find()).as(answer.body()).isTrue();
        return reference.group(1);
    }
}
