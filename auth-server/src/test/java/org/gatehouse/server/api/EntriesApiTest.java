package org.gatehouse.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The trail as the API tells it")
class EntriesApiTest {

    private static final String REALM = "acme";
    private static final String PATH = "/audit/entries";

    private static final String COUNTS = "/audit/counts";

    private final TestServer server = TestServer.shared();
    private final People people = People.of(server);
    private final Person person = people.create(REALM);
    private final AdminApi auditor = AdminApi.as(server, REALM, people.createWith(REALM, "auditor"));

    @Test
    void readWithoutTheRightThenRefusedWithoutAnEntry() {
        AdminApi helper = AdminApi.as(server, REALM, people.createWith(REALM, "helpdesk"));
        AdminApi narrow = AdminApi.withScopes(server, REALM, people.createWith(REALM, "auditor"), "users.read");
        TrailProbe trail = TrailProbe.of(server, REALM);

        for (String path : List.of(PATH, PATH + "/P6M:0", PATH + "/nothing", PATH + "?colour=red", COUNTS)) {
            assertThat(List.of(helper.get(path), narrow.get(path)))
                    .as(path)
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
        }
        assertThat(AdminApi.withToken(server, REALM, "").get(PATH).status()).isEqualTo(401);
        assertThat(auditor.at("globex").get(PATH).status()).isEqualTo(401);
        assertThat(trail.freshCodes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            colour=red                     | The parameters here are
            Client=web                     | The parameters here are
            client=a&client=b              | 'client' must be there once
            category=everything            | no category
            activity=data.raed             | no activity
            activity=x.unheard-of          | no activity
            outcome=maybe                  | 'outcome' must be one of [success, failure, denied]
            person=alice                   | 'person' must be an id
            actor=1                        | 'actor' must be an id
            target=                        | 'target' must be an id
            client=                        | 'client' must be 1 to 200
            session=%20                    | 'session' must be 1 to 200
            request=a%00b                  | 'request' must be 1 to 200
            object=form                    | 'object' must be a kind and an id
            text=x                         | 'text' must be 2 to 200
            activity=everything.*          | no activity
            address=localhost              | 'address' must be an address
            country=FRA                    | 'country' must be a code of two letters
            country=XX                     | 'country' must be a code of two letters
            country=                       | 'country' must be a code of two letters
            without=country:XX             | 'without', column 9: a country is its code
            without=colour:red             | 'without', column 1: there is no key
            without=since:now-1d           | 'without', column 7: a time cannot be left out
            without=actor:alice            | 'without', column 7: nobody has this id
            from=yesterday                 | 'from' must be a time
            until=2026-13-01T00:00:00Z     | 'until' must be a time
            from=1969-01-01T00:00:00Z      | 'from' must be a time
            from=2026-02-01T00:00:00Z&until=2026-02-01T00:00:00Z | 'from' must be before 'until'
            size=0                         | 'size' must be 1 to 200
            size=201                       | 'size' must be 1 to 200
            size=many                      | 'size' does not have
            cursor=1                       | 'cursor' must be one this API gave out
            cursor=12-P9Y                  | 'cursor' must be one this API gave out""")
    void listWhenAConditionIsWrongThenSaysWhich(String query, String detail) {
        Answer answer = auditor.get(PATH + "?" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json("detail")).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            cursor=1-P3Y                   | The parameters here are
            by=year                        | 'by' must be hour or day
            by=day                         | 'from' and 'until'
            by=day&from=2026-01-01T00:00:00Z | 'from' and 'until'
            by=day&from=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z&client=web | nothing else
            by=day&from=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z&without=outcome:denied | nothing else
            by=day&from=2026-01-01T01:00:00Z&until=2026-02-01T00:00:00Z | full hours or days
            by=hour&from=2026-01-01T00:00:00.5Z&until=2026-01-02T00:00:00Z | full hours or days
            by=hour&from=2026-01-01T00:00:00Z&until=2026-02-01T01:00:00Z | up to 31 days
            by=day&from=2025-01-01T00:00:00Z&until=2026-03-01T00:00:00Z | by day up to 400""")
    void countWhenAskedWronglyThenSaysHow(String query, String detail) {
        Answer answer = auditor.get(COUNTS + "?" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json("detail")).contains(detail);
    }

    @Test
    void countThenAsManyAsTheListHasAndTheHistogramAddsUp() {
        new Browser(server).signIn(REALM, person.userName(), person.password());
        new Browser(server).signIn(REALM, person.userName(), person.password());
        String theirs = "?actor=" + person.subject() + "&activity=auth.login";
        Instant hour = server.clock().instant().truncatedTo(ChronoUnit.HOURS);
        String times = "&from=" + hour + "&until=" + hour.plus(Duration.ofHours(1));

        assertThat(auditor.get(COUNTS + theirs).body()).isEqualTo("{\"entries\":2,\"more\":false}");
        assertThat(auditor.get(COUNTS + "?actor=" + UUID.randomUUID()).json("entries"))
                .isEqualTo("0");
        JsonNode histogram =
                auditor.get(COUNTS + "?by=hour&activity=auth.login" + times).json();
        long listed = auditor.get(COUNTS + "?activity=auth.login" + times)
                .json()
                .path("entries")
                .asLong();
        assertThat(listed).isGreaterThanOrEqualTo(2);
        assertThat(histogram.path("entries").asLong()).isEqualTo(listed);
        assertThat(histogram.at("/buckets/0/from").asString()).isEqualTo(hour.toString());
        assertThat(histogram.at("/buckets/0/activity").asString()).isEqualTo("auth.login");
        assertThat(histogram.path("buckets")).hasSize(1);
    }

    @Test
    void listWithoutSomethingOrFromANetworkThenExactlyThose() {
        new Browser(server).signIn(REALM, person.userName(), person.password());
        new Browser(server).signIn(REALM, person.userName(), "wrong");
        String theirs = "?person=" + person.subject();
        String everything = auditor.get(PATH + theirs).body();

        assertThat(everything).contains("user.created", "auth.login", "\"failure\"");
        assertThat(auditor.get(PATH + theirs + "&without=outcome:failure%20activity:user.*")
                        .body())
                .contains("auth.login")
                .doesNotContain("user.created", "\"failure\"");
        assertThat(auditor.get(PATH + theirs + "&activity=user.*,rights&address=127.0.0.0/8")
                        .body())
                .doesNotContain("auth.login");
        assertThat(auditor.get(PATH + theirs + "&address=127.0.0.1").body()).contains("auth.login");
        assertThat(auditor.get(PATH + theirs + "&without=address:127.0.0.0/8").body())
                .doesNotContain("127.0.0.1");
        assertThat(auditor.get(COUNTS + theirs + "&activity=auth.*&without=outcome:failure")
                        .json("entries"))
                .isEqualTo(auditor.get(COUNTS + theirs + "&activity=auth.login&outcome=success")
                        .json("entries"));
    }

    @Test
    void listWhenATextIsTooLongThenRefused() {
        assertThat(auditor.get(PATH + "?text=" + "x".repeat(201)).status()).isEqualTo(400);
        assertThat(auditor.get(PATH + "?client=" + "x".repeat(201)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P6M:99999999", "P9Y:1", "nothing", "P6M:-1", "P6M:1e3", "P6M:01", "p6m:1", "acme%2FP6M:1"})
    void entryWhenThereIsNoneThenNotFound(String reference) {
        assertThat(auditor.get(PATH + "/" + reference).status()).isIn(400, 404);
    }

    @Test
    void listWhenAskedForAnotherRealmsThenLikeNothing() {
        Person foreigner = people.create("globex");
        new Browser(server).signIn("globex", foreigner.userName(), foreigner.password());
        String activity = "&activity=auth.login";
        AdminApi there = AdminApi.as(server, "globex", people.createWith("globex", "auditor"));
        JsonNode foreign = items(there.get(PATH + "?actor=" + foreigner.subject() + activity))
                .get(0);

        assertThat(items(auditor.get(PATH + "?actor=" + foreigner.subject()))).isEmpty();
        assertThat(items(auditor.get(PATH + "?person=" + UUID.randomUUID()))).isEmpty();
        assertThat(items(auditor.get(
                        PATH + "?request=" + foreign.at("/origin/request").asString())))
                .isEmpty();
        String cursor = there.get(PATH + "?size=1").json("next");
        assertThat(auditor.get(PATH + "?size=200&cursor=" + cursor).body())
                .doesNotContain("globex/", foreigner.subject().toString());
    }

    @Test
    void entryWhenItsPersonWasErasedOrIsRestrictedThenNoDataOfTheirs() {
        AdminApi admin = AdminApi.as(server, REALM, people.createWith(REALM, "admin"));
        new Browser(server).signIn(REALM, person.userName(), person.password());
        String entry = reference(items(auditor.get(PATH + "?activity=auth.login&person=" + person.subject()))
                .get(0));
        assertThat(auditor.get(PATH + "/" + entry).body())
                .contains(person.userName(), person.email(), person.subject().toString(), "127.0.0.1");

        admin.put("/accounts/" + person.subject() + "/restriction");
        assertNothingOf(person, entry, "restricted");
        admin.delete("/accounts/" + person.subject() + "/restriction");
        admin.deleteSeen("/accounts/" + person.subject());
        admin.eraseSeen("/accounts/" + person.subject());
        assertNothingOf(person, entry, "erased");
        assertThat(items(auditor.get(PATH + "?person=" + person.subject()))).isEmpty();
    }

    @Test
    void entryThenTellsEverythingInTheLanguageAskedFor() {
        app().post(
                        PATH,
                        "{\"activity\":\"object.updated\",\"actor\":{\"sub\":\"" + person.subject()
                                + "\"},\"target\":{\"kind\":\"form\",\"id\":\"api-1\"},\"address\":\"192.0.2.9\","
                                + "\"changes\":[{\"field\":\"title\",\"before\":\"Old\",\"after\":\"New\"}]}");

        JsonNode entry = items(auditor.get(PATH + "?object=form:api-1")).get(0);

        assertThat(entry.path("activity").asString()).isEqualTo("object.updated");
        assertThat(entry.path("category").asString()).isEqualTo("data-change");
        assertThat(entry.path("outcome").asString()).isEqualTo("success");
        assertThat(entry.at("/actor/kind").asString()).isEqualTo("account");
        assertThat(entry.at("/actor/id").asString()).isEqualTo(person.subject().toString());
        assertThat(entry.at("/actor/email").asString()).isEqualTo(person.email());
        assertThat(entry.at("/target/label").asString()).isEqualTo("form:api-1");
        assertThat(entry.at("/origin/client").asString()).isEqualTo("exporter");
        assertThat(entry.at("/origin/address").asString()).isEqualTo("192.0.2.9");
        assertThat(entry.at("/changes/0").toString())
                .isEqualTo("{\"field\":\"title\",\"before\":\"Old\",\"after\":\"New\",\"personal\":true}");
        assertThat(entry.path("sentence").asString()).contains("Somebody " + person.userName(), "form api-1");
        String path = PATH + "/" + reference(entry);
        assertThat(auditor.get(path).json()).isEqualTo(entry);
        String french = auditor.send("GET", path, null, "Accept-Language", "fr").json("sentence");
        assertThat(french).isNotEqualTo(entry.path("sentence").asString()).contains("formulaire");
    }

    @Test
    void listWhenFilteredThenOnlyThose() {
        AdminApi app = app();
        String order = "order-" + UUID.randomUUID();
        app.post(
                PATH,
                "[{\"activity\":\"x.work-order.signed\",\"actor\":{\"sub\":\"" + person.subject()
                        + "\"},\"target\":{\"kind\":\"x.work-order\",\"id\":\"" + order + "\"},"
                        + "\"changes\":[{\"field\":\"state\",\"before\":\"open\",\"after\":\"Signed " + order + "\"}]},"
                        + "{\"activity\":\"data.read\",\"target\":{\"kind\":\"x.work-order\",\"id\":\"" + order
                        + "\"}}]");
        String signed = PATH + "?activity=x.work-order.signed";

        assertThat(codes(PATH + "?object=x.work-order:" + order))
                .containsExactlyInAnyOrder("data.read", "x.work-order.signed");
        assertThat(codes(signed + "&person=" + person.subject())).containsExactly("x.work-order.signed");
        assertThat(codes(signed + "&text=WORK-ORDER:" + order)).containsExactly("x.work-order.signed");
        assertThat(codes(signed + "&text=" + order + "&client=exporter&outcome=success&category=data-change"))
                .containsExactly("x.work-order.signed");
        assertThat(codes(signed + "&text=" + order + "&category=rights")).isEmpty();
        assertThat(codes(signed + "&text=" + order + "&client=web")).isEmpty();
        assertThat(codes(signed + "&text=" + order + "&until=2001-01-01T00:00:00Z"))
                .isEmpty();
        String request = items(auditor.get(signed + "&text=" + order))
                .get(0)
                .at("/origin/request")
                .asString();
        assertThat(codes(PATH + "?request=" + request)).containsExactlyInAnyOrder("data.read", "x.work-order.signed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50, 200})
    void listWalkedInPagesOfAnySizeThenTheSame(int size) {
        for (int i = 0; i < 3; i++) {
            new Browser(server).signIn(REALM, person.userName(), person.password());
        }
        String filter = PATH + "?person=" + person.subject() + "&category=sign-in";

        List<String> walked = new ArrayList<>();
        Answer page = auditor.get(filter + "&size=" + size);
        walked.addAll(references(page));
        while (!page.json("next").isEmpty()) {
            page = auditor.get(filter + "&size=" + size + "&cursor=" + page.json("next"));
            walked.addAll(references(page));
        }

        assertThat(walked).hasSizeGreaterThanOrEqualTo(3).isEqualTo(references(auditor.get(filter + "&size=200")));
    }

    @Test
    void readingThenIsOneEntryForEachReaderClientAndHour() {
        Person reader = people.createWith(REALM, "auditor");
        AdminApi api = AdminApi.as(server, REALM, reader);
        TrailProbe trail = TrailProbe.of(server, REALM);

        api.get(PATH);
        api.get(PATH + "?activity=auth.login");
        api.get(PATH + "/P6M:0");
        api.get(PATH + "/P6M:0/proof");
        assertThat(trail.freshCodes()).containsExactly("log.read");

        auditor.get(PATH);
        assertThat(trail.freshCodes()).containsExactly("log.read");

        server.clock().advance(Duration.ofHours(1));
        AdminApi later = AdminApi.as(server, REALM, reader);
        trail.fresh();
        later.get(PATH);
        assertThat(trail.freshCodes()).containsExactly("log.read");
    }

    private void assertNothingOf(Person whom, String entry, String state) {
        Answer answer = auditor.get(PATH + "/" + entry);

        assertThat(answer.json().at("/actor/state").asString()).isEqualTo(state);
        assertThat(List.of(
                        answer.body(),
                        auditor.get(PATH + "?activity=auth.login&size=200").body()))
                .allSatisfy(body -> assertThat(body)
                        .doesNotContain(
                                whom.userName(), whom.email(), whom.subject().toString()));
        assertThat(answer.body()).doesNotContain("127.0.0.1");
    }

    private List<String> codes(String path) {
        return items(auditor.get(path)).stream()
                .map(entry -> entry.path("activity").asString())
                .toList();
    }

    private static List<String> references(Answer page) {
        return items(page).stream().map(EntriesApiTest::reference).toList();
    }

    private static String reference(JsonNode entry) {
        String log = entry.path("log").asString();
        return log.substring(log.indexOf('/') + 1) + ":" + entry.path("index").asLong();
    }

    private static List<JsonNode> items(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("items").valueStream().toList();
    }

    private AdminApi app() {
        return AdminApi.withToken(
                server,
                REALM,
                RelyingApp.of(server, REALM, "exporter")
                        .token(Map.of("grant_type", "client_credentials", "scope", "audit.write"))
                        .json("access_token"));
    }
}
